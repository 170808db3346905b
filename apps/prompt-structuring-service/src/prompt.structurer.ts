import type { DataOf, PromptStructured, SceneAnalysisCompleted } from '@polyreel/contracts';
import { DEFAULT_STYLE, styleIn } from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import { templateFor } from './prompt-template.loader.js';
import { PromptWriter } from './prompt.writer.js';

type Structured = Pick<DataOf<typeof PromptStructured>, 'structuredPrompt' | 'templateUsed'>;

/** Writes the prompts of a film, all shots in the one style that its text asks for. */
@Injectable()
export class PromptStructurer {
  constructor(private readonly writer: PromptWriter) {}

  structure({ shots, sourceLanguage }: DataOf<typeof SceneAnalysisCompleted>['sceneData']): Structured {
    const asked = shots.map(({ text }) => styleIn(text)).find((style) => style !== undefined);
    const style = asked ?? DEFAULT_STYLE;
    const template = templateFor(style.name);
    return {
      structuredPrompt: { shots: shots.map((shot) => this.writer.write(shot, template, style)), sourceLanguage },
      templateUsed: { name: template.name, version: template.version },
    };
  }
}

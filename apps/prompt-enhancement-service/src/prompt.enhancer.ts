import type { Shot, ShotPrompt, StructuredPrompt } from '@polyreel/contracts';
import { withSentence } from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import { continuityOf } from './continuity.model.js';
import { ProviderWording } from './provider.wording.js';
import { technique } from './technique.loader.js';

/** Room that the strictest video provider (Runway, 1,000 characters) leaves. What does not fit is left out, the least important last. */
const LONGEST_VIDEO_PROMPT = 1000;
const LONGEST_IMAGE_PROMPT = 2000;

/** Adds technique, continuity and each provider's wording. What stands there already is not added again: enhancing twice changes nothing. */
@Injectable()
export class PromptEnhancer {
  constructor(private readonly wording: ProviderWording) {}

  enhance({ shots, sourceLanguage }: StructuredPrompt): { enhancedPrompt: StructuredPrompt; optimizationApplied: string[] } {
    const applied = new Set<string>();
    const film = shots.map(({ shot }) => shot);
    const enhanced = shots.map((prompt, at) => this.enhanceShot(prompt, film, at, applied));
    return { enhancedPrompt: { shots: enhanced, sourceLanguage }, optimizationApplied: [...applied] };
  }

  private enhanceShot(prompt: ShotPrompt, film: readonly Shot[], at: number, applied: Set<string>): ShotPrompt {
    const { size } = prompt.shot.camera;
    const { character, frame, palette } = continuityOf(film, at);
    const lens = `${technique.lenses[size].replace(/^./, (letter) => letter.toUpperCase())}.`;
    const lighting = `Lighting: ${technique.lighting[prompt.shot.mood.label]}.`;
    const image = { continuity: character, lens, lighting, palette, resolution: technique.resolution };
    const video = { continuity: character, 'last frame': frame, palette, lens, lighting, motion: technique.motionQuality };
    const wordings = this.wording.wordings(prompt, [character, frame].filter(Boolean).join(' '));
    for (const profile of Object.keys(wordings)) applied.add(`wording: ${profile}`);
    return {
      ...prompt,
      imagePrompt: withAll(prompt.imagePrompt, image, LONGEST_IMAGE_PROMPT, applied),
      videoPrompt: withAll(prompt.videoPrompt, video, LONGEST_VIDEO_PROMPT, applied),
      wordings,
    };
  }
}

/** Appends each addition that fits; notes the name of every one that stands in the result. */
function withAll(prompt: string, additions: Record<string, string | undefined>, limit: number, applied: Set<string>): string {
  return Object.entries(additions).reduce((text, [name, addition]) => {
    const longer = withSentence(text, addition);
    if (longer.length > limit) return text;
    if (addition) applied.add(name);
    return longer;
  }, prompt);
}

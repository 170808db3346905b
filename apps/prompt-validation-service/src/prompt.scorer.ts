import type { ShotPrompt } from '@polyreel/contracts';
import { viewPhrase } from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import type { Finding } from './prompt-check.port.js';
import { contradictions, type Criterion, rubric } from './rubric.loader.js';

const CONTRADICTIONS = new Set([...contradictions.map(({ code }) => code), 'impossible_weather']);
const LANGUAGE = new Set(['untranslated', 'caption_language']);

/** Answers the questions of the rubric for one shot and adds them up, 0 to 1. */
@Injectable()
export class PromptScorer {
  score(prompt: ShotPrompt, findings: readonly Finding[]): number {
    const answers = this.answers(prompt, findings);
    const total = (Object.entries(answers) as [Criterion, number][]).reduce(
      (sum, [name, answer]) => sum + rubric.criteria[name].weight * answer,
      0,
    );
    return Math.round(total * 1000) / 1000;
  }

  /** Each answer 0 to 1, as `rubric.json` puts the question. */
  answers({ imagePrompt, shot }: ShotPrompt, findings: readonly Finding[]): Record<Criterion, number> {
    const found = (codes: (code: string) => boolean, isRepaired?: boolean) =>
      findings.some(({ code, repaired }) => codes(code) && (isRepaired === undefined || repaired === isRepaired));
    const figures = shot.entities.some(({ kind }) => kind !== 'location');
    const words = imagePrompt.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    const contradicts = (code: string) => CONTRADICTIONS.has(code);
    return {
      subject: figures ? 1 : shot.entities.length > 0 || shot.setting.stated ? 0.6 : /\p{L}{2}/u.test(shot.text) ? 0.3 : 0,
      setting: shot.setting.stated ? 1 : 0.5,
      camera: imagePrompt.toLowerCase().includes(viewPhrase(shot.camera)) ? 1 : 0,
      detail: Math.min(1, words / rubric.enoughWords),
      economy: found((code) => code === 'too_long') ? 0.5 : 1,
      consistency: found(contradicts, false) ? 0 : found(contradicts, true) ? 0.7 : 1,
      language: found((code) => LANGUAGE.has(code)) ? 0.5 : 1,
    };
  }
}

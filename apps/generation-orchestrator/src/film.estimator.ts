import type { GenerationOptions } from '@polyreel/contracts';
import type { GenerationPlan } from '@polyreel/http-api';
import { LanguageDetector, splitSentences } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

/** A sentence is shown for about this long where the caller names no length; the temporal analysis decides in the end. */
const SECONDS_PER_SENTENCE = 4.5;
const SECONDS_PER_SHOT = 4;

/** Render seconds per second of film on two cores, by height of the picture; measured, see docs/benchmarks.md. */
const RENDER_PACE = { '360p': 0.4, '480p': 0.5, '720p': 0.9, '1080p': 1.9 } as const;
const OVERHEAD_SECONDS = 2;

/** Says beforehand what a film will take. The embedded engines cost nothing. */
@Injectable()
export class Estimator {
  constructor(private readonly languages: LanguageDetector) {}

  /** Seconds until the film is there, with `ahead` films of like size before it. */
  seconds(prompt: string, options: GenerationOptions, ahead = 0): number {
    const pace = RENDER_PACE[options.resolution];
    return Math.ceil((OVERHEAD_SECONDS + this.duration(prompt, options) * pace) * (ahead + 1));
  }

  plan(prompt: string, language: string | undefined, options: GenerationOptions): z.infer<typeof GenerationPlan> {
    const told = language ? { language, confidence: 1 } : this.languages.detect(prompt);
    const durationSeconds = this.duration(prompt, options);
    return {
      dryRun: true,
      language: { code: told.language, confidence: told.confidence },
      sentences: splitSentences(prompt, told.language).length,
      estimatedShots: Math.max(1, Math.round(durationSeconds / SECONDS_PER_SHOT)),
      durationSeconds,
      providers: { image: options.providers.image ?? 'animatic', video: options.providers.video ?? 'animatic' },
      estimatedTimeSeconds: this.seconds(prompt, options),
      estimatedCostUsd: 0,
    };
  }

  private duration(prompt: string, { durationSeconds }: GenerationOptions): number {
    return durationSeconds ?? Math.min(60, Math.max(5, splitSentences(prompt, 'und').length * SECONDS_PER_SENTENCE));
  }
}

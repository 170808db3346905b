import type { GenerationOptions } from '@polyreel/contracts';
import type { GenerationPlan } from '@polyreel/http-api';
import { LanguageDetector, splitSentences } from '@polyreel/language';
import { ProviderRegistry, type RemoteModelCard } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { creditsFor, usdOf } from './film.prices.js';

/** A sentence is shown for about this long where the caller names no length; the temporal analysis decides in the end. */
const SECONDS_PER_SENTENCE = 4.5;
const SECONDS_PER_SHOT = 4;

/** Render seconds per second of film on two cores, by height of the picture; measured, see docs/benchmarks.md. */
const RENDER_PACE = { '360p': 0.4, '480p': 0.5, '720p': 0.9, '1080p': 1.9 } as const;
const OVERHEAD_SECONDS = 2;

/** The most that a film may cost its owner. */
export interface Price {
  credits: number;
  costUsd: number;
}

/** Says beforehand what a film will take. */
@Injectable()
export class Estimator {
  constructor(
    private readonly languages: LanguageDetector,
    private readonly providers: ProviderRegistry,
  ) {}

  /** Seconds until the film is there, with `ahead` films of like size before it. */
  seconds(prompt: string, options: GenerationOptions, ahead = 0): number {
    const pace = RENDER_PACE[options.resolution];
    return Math.ceil((OVERHEAD_SECONDS + this.duration(prompt, options) * pace) * (ahead + 1));
  }

  /** By the dearest providers that may be asked; whoever is asked in the end, it will not cost its owner more. */
  price(prompt: string, options: GenerationOptions): Price {
    const duration = this.duration(prompt, options);
    const shots = shotsIn(duration);
    const perShot =
      dearest(this.cards('images'), options.providers.image, ({ priceUsd }) => priceUsd) +
      dearest(this.cards('videos'), options.providers.video, (card) => card.priceUsd * billedSeconds(card, duration / shots));
    const credits = creditsFor(duration, shots * perShot);
    return { credits, costUsd: usdOf(credits) };
  }

  plan(prompt: string, language: string | undefined, options: GenerationOptions): z.infer<typeof GenerationPlan> {
    const told = language ? { language, confidence: 1 } : this.languages.detect(prompt);
    const durationSeconds = this.duration(prompt, options);
    const { credits, costUsd } = this.price(prompt, options);
    const first = (kind: 'images' | 'videos') => this.cards(kind)[0]?.provider ?? EMBEDDED;
    return {
      dryRun: true,
      language: { code: told.language, confidence: told.confidence },
      sentences: splitSentences(prompt, told.language).length,
      estimatedShots: shotsIn(durationSeconds),
      durationSeconds,
      providers: { image: options.providers.image ?? first('images'), video: options.providers.video ?? first('videos') },
      estimatedTimeSeconds: this.seconds(prompt, options),
      estimatedCostUsd: costUsd,
      estimatedCredits: credits,
    };
  }

  private cards(kind: 'images' | 'videos'): RemoteModelCard[] {
    return this.providers[kind].map(({ card }) => card);
  }

  private duration(prompt: string, { durationSeconds }: GenerationOptions): number {
    return durationSeconds ?? Math.min(60, Math.max(5, splitSentences(prompt, 'und').length * SECONDS_PER_SENTENCE));
  }
}

const shotsIn = (seconds: number) => Math.max(1, Math.round(seconds / SECONDS_PER_SHOT));

/** The engine that needs nobody, and for which nobody steps in. */
const EMBEDDED = 'animatic';

/** The price of one shot: a caller's own choice is asked first, and whoever steps in for it may cost as much as any. */
function dearest(cards: readonly RemoteModelCard[], chosen: string | undefined, priceOf: (card: RemoteModelCard) => number): number {
  if (chosen === EMBEDDED) return 0;
  return Math.max(0, ...cards.map(priceOf));
}

/** Providers bill whole seconds and have a least length. */
const billedSeconds = ({ remote }: RemoteModelCard, seconds: number) =>
  Math.max(remote.minDurationSeconds, remote.wholeSeconds ? Math.ceil(seconds) : seconds);

import { SpokenWord } from '@polyreel/contracts';
import { z } from 'zod';

/** What is known of an engine that writes speech down. */
export interface SpeechCard {
  /** `<provider>/<model>`. */
  readonly id: string;
  readonly provider: string;
  /** As the provider calls it. */
  readonly model: string;
  /** Primary language subtags, or `any`: what its makers trained it on, which is nearly everything that is spoken. */
  readonly languages: 'any' | readonly string[];
  /** It listens for the language; otherwise it must be told, or knows one only. */
  readonly hearsLanguage: boolean;
  readonly wordTimes: boolean;
  /** US dollars. What costs nothing may be asked again whatever happened. */
  readonly pricePerMinuteUsd: number;
  /** True where it needs no key and no network. */
  readonly embedded: boolean;
}

export interface SpeechRequest {
  /** WAV, 16 kHz, mono, 16 bits. */
  path: string;
  durationSeconds: number;
  /** BCP 47: what the caller says is spoken. */
  languageHint?: string;
}

export interface SpeechCall {
  signal: AbortSignal;
  /** A folder of this call's own; it is removed afterwards. */
  directory: string;
  /** 0 to 1. */
  progress(done: number): void;
}

/** What was said, as one engine heard it. */
export const Transcript = z.object({
  /** Sentences with capitals and full stops. Empty: by the engine's own scores nobody speaks. */
  text: z.string(),
  /** In the order of the text; empty where the engine gives no times. */
  words: z.array(SpokenWord),
  /** 0 to 1, of the engine's own scores; half where it gives none. */
  confidence: z.number().min(0).max(1),
  /** BCP 47; `und` where the engine neither hears it nor was told. */
  language: z.string(),
  languageHeard: z.boolean(),
  costUsd: z.number().min(0),
});
export type Transcript = z.infer<typeof Transcript>;

/** What language is spoken, as one engine heard it. */
export const HeardLanguage = z.object({
  /** BCP 47; `und` where it cannot tell. */
  language: z.string(),
  confidence: z.number().min(0).max(1),
  alternatives: z.array(z.object({ language: z.string(), confidence: z.number().min(0).max(1) })),
  costUsd: z.number().min(0),
});
export type HeardLanguage = z.infer<typeof HeardLanguage>;

/** Writes down what is said in a recording. Rejects with a ProviderError, or with the signal's reason. */
export interface SpeechEngine {
  readonly card: SpeechCard;
  transcribe(request: SpeechRequest, call: SpeechCall): Promise<Transcript>;
  /** Present where it can tell the language without writing all of it down. Rejects as transcribe does. */
  hearLanguage?(request: SpeechRequest, call: SpeechCall): Promise<HeardLanguage>;
}

/** The confidence of a text that came without any scores: nothing is known of it. */
export const CONFIDENCE_WITHOUT_SCORES = 0.5;

/** `en` of `en-GB`. */
export const primaryLanguage = (tag: string): string => tag.split('-')[0]!.toLowerCase();

/** Whether an engine knows this language. Nobody's word for it is no obstacle: then whoever knows any language at all may try. */
export const knows = ({ languages }: SpeechCard, language: string | undefined): boolean =>
  languages === 'any' || language === undefined || languages.includes(primaryLanguage(language));

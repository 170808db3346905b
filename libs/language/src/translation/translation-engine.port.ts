/** What a translation engine made of a text. */
export interface Translation {
  text: string;
  /** 0 to 1: how far the translation is to be believed. */
  confidence: number;
  /** Who made it, as precisely as it is worth knowing: `apertium spa-eng`, `google v3`. */
  engine: string;
  /** Engines that were tried on the way and why each stepped aside. */
  fallbacks?: SteppedAside[];
}

/** Why an engine was not the one: a fallback is never silent. `reason` is written for a person. */
export interface SteppedAside {
  engine: string;
  reason: string;
}

/** Something that translates: a program on this machine, a service over HTTP, a model. */
export interface TranslationEngine {
  readonly name: string;
  /** Whether it is worth asking for this pair of BCP 47 tags. */
  supports(from: string, to: string): Promise<boolean> | boolean;
  /** Rejects when it cannot, or with the signal's reason; the next engine is asked then, and the reason is recorded. */
  translate(text: string, from: string, to: string, signal: AbortSignal): Promise<Translation>;
}

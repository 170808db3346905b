import { EmbeddedTranslation } from './embedded.engine.js';
import type { SteppedAside, Translation, TranslationEngine } from './translation-engine.port.js';

export interface FullTranslation extends Translation {
  fallbacks: SteppedAside[];
}

/** What a text is worth that nobody could translate: the names in it. */
const UNTRANSLATED = 0.05;

/** Translates by the first engine that can, and says who stepped aside and why. Never fails for want of an engine: the text is kept then. */
export class Translator {
  constructor(private readonly engines: readonly TranslationEngine[] = [new EmbeddedTranslation()]) {}

  /** In the order in which they are asked. */
  get engineNames(): string[] {
    return this.engines.map(({ name }) => name);
  }

  async translate(text: string, from: string, to: string, signal: AbortSignal): Promise<FullTranslation> {
    if (primary(from) === primary(to)) return { text, confidence: 1, engine: 'none', fallbacks: [] };
    const fallbacks: SteppedAside[] = [];
    for (const engine of this.engines) {
      try {
        if (!(await engine.supports(from, to))) {
          fallbacks.push({ engine: engine.name, reason: `does not translate ${from} to ${to}` });
          continue;
        }
        const made = await engine.translate(text, from, to, signal);
        return { ...made, fallbacks: [...fallbacks, ...(made.fallbacks ?? [])] };
      } catch (error) {
        signal.throwIfAborted();
        fallbacks.push({ engine: engine.name, reason: (error as Error).message });
      }
    }
    return { text, confidence: UNTRANSLATED, engine: 'none-available', fallbacks };
  }
}

const primary = (tag: string) => tag.split('-', 1)[0]!.toLowerCase();

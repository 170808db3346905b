import { EmbeddedTranslation } from './embedded.engine.js';
import type { SteppedAside, Translation, TranslationEngine } from './translation-engine.port.js';

export interface FullTranslation extends Translation {
  fallbacks: SteppedAside[];
}

/** What a text is worth that nobody could translate: the names in it. */
const UNTRANSLATED = 0.05;
/** One engine that hangs must leave time for the next. */
const ENGINE_DEADLINE_MS = 12_000;

/** Translates by the first engine that can, and says who stepped aside and why. Never fails for want of an engine: the text is kept then. */
export class Translator {
  constructor(private readonly engines: readonly TranslationEngine[] = [new EmbeddedTranslation()]) {}

  /** In the order in which they are asked. */
  get engineNames(): string[] {
    return this.engines.map(({ name }) => name);
  }

  /**
   * `from` and `to` are BCP 47 tags; text that is in the target language already passes untouched. Sentences stay one to one with the
   * embedded engines. Rejects only with the signal's reason.
   */
  async translate(text: string, from: string, to: string, signal: AbortSignal): Promise<FullTranslation> {
    if (primary(from) === primary(to)) return { text, confidence: 1, engine: 'none', fallbacks: [] };
    const fallbacks: SteppedAside[] = [];
    for (const engine of this.engines) {
      try {
        if (!(await engine.supports(from, to))) {
          fallbacks.push({ engine: engine.name, reason: `does not translate ${from} to ${to}` });
          continue;
        }
        const made = await withinDeadline(signal, (both) => engine.translate(text, from, to, both));
        return { ...made, fallbacks: [...fallbacks, ...(made.fallbacks ?? [])] };
      } catch (error) {
        signal.throwIfAborted();
        fallbacks.push({ engine: engine.name, reason: (error as Error).message });
      }
    }
    return { text, confidence: UNTRANSLATED, engine: 'none-available', fallbacks };
  }
}

/** Stops waiting, too, for an engine that does not listen to its signal. */
async function withinDeadline<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = AbortSignal.timeout(ENGINE_DEADLINE_MS);
  const both = AbortSignal.any([signal, deadline]);
  both.throwIfAborted();
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(deadline.aborted ? new Error(`took longer than ${ENGINE_DEADLINE_MS / 1000} s`) : (both.reason as Error));
    both.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(both), stopped]);
  } finally {
    if (stop) both.removeEventListener('abort', stop);
  }
}

const primary = (tag: string) => tag.split('-', 1)[0]!.toLowerCase();

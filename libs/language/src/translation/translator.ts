import { splitSentences } from '../segmentation/split-sentences.js';
import { Apertium } from './apertium/apertium.js';
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

/** The engines of this machine: no key, no network. */
export class EmbeddedTranslation implements TranslationEngine {
  readonly name = 'embedded';
  private readonly apertium = new Apertium();

  supports(_from: string, to: string): boolean {
    return primary(to) === 'en';
  }

  async translate(text: string, from: string, to: string, signal: AbortSignal): Promise<Translation> {
    const sentences = splitSentences(text, from);
    const ways = await this.apertium.waysFrom(from, to);
    if (!ways.length || !sentences.length) throw new Error(`no installed engine reads ${from}`);
    const rendered = await Promise.all(ways.slice(0, 2).map((way) => this.apertium.render(sentences, way, () => undefined, signal)));
    const best = rendered.reduce((a, b) => (total(b) > total(a) ? b : a));
    return { text: best.map((sentence) => sentence.text).join(' '), engine: best[0]!.engine, confidence: total(best) / best.length };
  }
}

const total = (sentences: { confidence: number }[]) => sentences.reduce((sum, { confidence }) => sum + confidence, 0);
const primary = (tag: string) => tag.split('-', 1)[0]!.toLowerCase();

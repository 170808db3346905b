import { Concepts } from '../concepts/concepts.js';
import { FilmLexicon } from '../lexicon/film-lexicon.js';
import { splitSentences } from '../segmentation/split-sentences.js';
import { Apertium } from './apertium/apertium.js';
import { FreeDict } from './freedict/freedict.js';
import { faithful } from './fidelity.js';
import { LanguageDetector } from '../detection/language-detector.js';
import { primaryCode } from '../lexicon/languages.js';
import { inPlace } from './in-place.js';
import { gloss } from './gloss/gloss.js';
import { isIntact, protect } from './protected-text.js';
import type { Rendering } from './rendering.js';
import type { SteppedAside, Translation, TranslationEngine } from './translation-engine.port.js';

/** Alternative pivots beyond the second hardly ever win and cost as much. */
const MOST_WAYS = 2;
/** A sentence understood this far needs no second opinion. */
const WELL_UNDERSTOOD = 0.95;
/** A sentence understood no further than this may be in another language than the text. */
const HARDLY_UNDERSTOOD = 0.4;
const wellUnderstood = ({ coverage, fidelity = 1 }: Rendering) => coverage >= WELL_UNDERSTOOD && fidelity >= WELL_UNDERSTOOD;

/** The engines of this machine, with no key and no network: for each sentence the one that understood most of it. To English only. */
export class EmbeddedTranslation implements TranslationEngine {
  readonly name = 'embedded';

  private detector?: Promise<LanguageDetector>;

  constructor(private readonly apertium = new Apertium()) {}

  supports(_from: string, to: string): boolean {
    return to.split('-', 1)[0] === 'en';
  }

  /** Sentences stay one to one. Rejects where not one word of the text is known. */
  async translate(text: string, from: string, to: string, signal: AbortSignal): Promise<Translation> {
    const { masked, restore } = protect(text);
    const sentences = splitSentences(masked, from);
    const fallbacks: SteppedAside[] = [];
    const rendered = await this.render(sentences, from, to, fallbacks, signal);
    for (const [at, sentence] of sentences.entries()) {
      if ((rendered[at]?.coverage ?? 0) < HARDLY_UNDERSTOOD)
        rendered[at] = (await this.inAnotherLanguage(sentence, from, to, signal)) ?? rendered[at];
    }
    const known = rendered.filter((rendering) => rendering !== undefined);
    if (!known.length)
      throw new Error([...fallbacks.map(({ reason }) => reason), 'no word list or dictionary knows a word of it'].join('; '));
    const translations = sentences.map((sentence, at) => rendered[at]?.text ?? sentence);
    return {
      text: restore(inPlace(masked, sentences, translations)),
      engine: [...new Set(known.map(({ engine }) => engine))].join(', '),
      confidence: rounded(known.reduce((sum, { confidence }) => sum + confidence, 0) / sentences.length),
      fallbacks,
    };
  }

  /** For each sentence the rendering that is believed most; undefined where nobody knew a word of it. */
  private async render(sentences: string[], from: string, to: string, fallbacks: SteppedAside[], signal: AbortSignal) {
    const ruled = await this.byRules(sentences, from, to, fallbacks, signal);
    const rendered = sentences.map((sentence, at): Rendering | undefined => {
      const byRules = best(ruled.map((rendering) => rendering[at]!).filter(({ text }) => isIntact(sentence, text)));
      if (byRules && wellUnderstood(byRules)) return byRules;
      const byWords = gloss(sentence, from);
      return best([byRules, byWords].filter((one) => one !== undefined && isIntact(sentence, one.text)) as Rendering[]);
    });
    fallbacks.push(...steppedAside(ruled, rendered));
    return rendered;
  }

  /** A sentence that the text's language does not explain may be in another: English stays, the rest is rendered from what it is. */
  private async inAnotherLanguage(sentence: string, from: string, to: string, signal: AbortSignal): Promise<Rendering | undefined> {
    this.detector ??= LanguageDetector.load();
    const { language, reliable, confidence } = (await this.detector).detect(sentence);
    if (!reliable || primaryCode(language) === primaryCode(from)) return undefined;
    if (primaryCode(language) === primaryCode(to)) return { text: sentence, engine: 'none', coverage: 1, confidence };
    return (await this.render([sentence], language, to, [], signal))[0];
  }

  private async byRules(
    sentences: string[],
    from: string,
    to: string,
    fallbacks: SteppedAside[],
    signal: AbortSignal,
  ): Promise<Rendering[][]> {
    try {
      const ways = await this.apertium.waysFrom(from, to);
      if (!ways.length) fallbacks.push({ engine: 'apertium', reason: `no installed pair leads from ${from} to ${to}` });
      const lookUp = (word: string) => englishWord(word, from);
      const rendered: Rendering[][] = [];
      for (const way of ways.slice(0, MOST_WAYS)) {
        const renderings = await this.apertium.render(sentences, way, from, lookUp, signal);
        rendered.push(renderings.map((rendering, at) => faithful(rendering, sentences[at]!, from)));
        if (rendered[0]!.every(wellUnderstood)) break;
      }
      return rendered;
    } catch (error) {
      signal.throwIfAborted();
      fallbacks.push({ engine: 'apertium', reason: (error as Error).message });
      return [];
    }
  }
}

/** The film word, dictionary word or name of a thing that a lone word means. */
function englishWord(word: string, language: string): string | undefined {
  const whole = (found: { start: number; end: number; concept: string }[]) =>
    found.find(({ start, end }) => start === 0 && end === word.length)?.concept;
  return whole(FilmLexicon.match(word, language)) ?? FreeDict.lookUp(word, language)?.english ?? whole(Concepts.find(word, language));
}

const best = (renderings: Rendering[]): Rendering | undefined =>
  renderings.reduce<Rendering | undefined>((a, b) => (a && a.confidence >= b.confidence ? a : b), undefined);

function steppedAside(ruled: Rendering[][], chosen: (Rendering | undefined)[]): SteppedAside[] {
  const first = ruled[0];
  if (!first) return [];
  const passed = chosen.flatMap((rendering, at) => (rendering?.engine.startsWith('apertium') ? [] : [first[at]!.coverage]));
  if (!passed.length) return [];
  const understood = Math.round((passed.reduce((sum, coverage) => sum + coverage, 0) / passed.length) * 100);
  return [{ engine: first[0]!.engine, reason: `knew ${understood} % of the words of ${passed.length} of ${chosen.length} sentences` }];
}

const rounded = (confidence: number) => Math.round(confidence * 100) / 100;

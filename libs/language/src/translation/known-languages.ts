import { lexiconLanguages } from '../lexicon/word-list.js';
import { Apertium } from './apertium/apertium.js';
import { listDirections } from './apertium/apertium.program.js';
import { directionsIn } from './apertium/language-graph.js';
import { dictionaryLanguages } from './freedict/dictionaries.js';
import { FreeDict } from './freedict/freedict.js';

/** What this machine has for a language. */
export interface KnownLanguage {
  /** BCP 47. */
  readonly code: string;
  /** Whether what a film shows is found in the language's own words, without a translation. */
  readonly filmWords: boolean;
  /** What puts it into English here, the best first. */
  readonly translators: readonly ('apertium' | 'freedict')[];
}

/** Every language that a prompt is best written in, by what is installed. Others are read too, by their names and the words of Unicode CLDR. */
export async function knownLanguages(): Promise<KnownLanguage[]> {
  const apertium = new Apertium();
  // Without Apertium there are fewer languages, and that is what has to be told.
  const directions = await listDirections().then(directionsIn, () => []);
  const reached = await Promise.all(
    [...new Set(directions.map(({ from }) => from))].map(async (from) =>
      (await apertium.waysFrom(from, 'en')).length > 0 ? [canonical(from)] : [],
    ),
  );
  const byApertium = new Set(reached.flat());
  const filmLanguages = lexiconLanguages();
  const codes = [...new Set([...filmLanguages, ...dictionaryLanguages.filter((code) => FreeDict.speaks(code)), ...byApertium])];
  return codes.sort().map((code) => ({
    code,
    filmWords: filmLanguages.has(code),
    translators: [...(byApertium.has(code) ? (['apertium'] as const) : []), ...(FreeDict.speaks(code) ? (['freedict'] as const) : [])],
  }));
}

/** `es` of `spa`. */
const canonical = (code: string): string => new Intl.Locale(code).language;

const MOST_TERMS = 2_000;
const LONGEST_TERM = 64;
/** A beginning shorter than this is in half of all texts. */
const SHORTEST_BEGINNING = 3;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts that put no spaces between words: there two neighbouring characters are what a word is elsewhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]\p{M}*/u;
const RUNS = new RegExp(`(?:${UNSPACED.source})+|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const CHARACTERS = /.\p{M}*/gsu;
/** Accents, and the vowel signs that Arabic is mostly written without. Signs that make another letter (Devanagari, Thai, kana) stay. */
const OPTIONAL_MARKS = /[\u0300-\u036f\u064b-\u0652\u0670]/g;

/** What somebody looks for: a term that is there as it is, or one that begins so. */
export interface Wanted {
  term: string;
  beginning: boolean;
}

/** What a text can be found by, in any language: its words without accents, and where words are not spaced, characters and pairs of them. */
export function termsIn(text: string): string[] {
  const terms = new Set<string>();
  for (const run of runsIn(text)) {
    if (!UNSPACED.test(run)) terms.add(run);
    else for (const term of [...charactersOf(run), ...pairsOf(run)]) terms.add(term);
    if (terms.size >= MOST_TERMS) break;
  }
  return [...terms].slice(0, MOST_TERMS);
}

/** What a question asks for; nothing where there is no word in it. Terms are letters, digits and marks only: no operator of any query language. */
export function wantedIn(question: string): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const run of runsIn(question)) {
    const unspaced = UNSPACED.test(run);
    const terms = !unspaced ? [run] : charactersOf(run).length > 1 ? pairsOf(run) : [run];
    for (const term of terms) wanted.set(term, { term, beginning: !unspaced && [...term].length >= SHORTEST_BEGINNING });
  }
  return [...wanted.values()];
}

const runsIn = (text: string): string[] =>
  (folded(text).match(WORD) ?? [])
    .flatMap((word) => word.match(RUNS) ?? [])
    .map((run) => (UNSPACED.test(run) ? run : run.slice(0, LONGEST_TERM)));

const folded = (text: string): string => text.normalize('NFKD').replace(OPTIONAL_MARKS, '').normalize('NFC').toLowerCase();

const charactersOf = (run: string): string[] => run.match(CHARACTERS) ?? [];
const pairsOf = (run: string): string[] => charactersOf(run).flatMap((one, at, all) => (at > 0 ? [`${all[at - 1]}${one}`] : []));

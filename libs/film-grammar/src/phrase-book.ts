import { type Word, wordForms, wordsOf } from './word-forms.js';

/** A phrase of a book found in a text. `start` and `end` are UTF-16 offsets, `word` counts words from the start of the text. */
export interface PhraseMatch<Meaning> {
  phrase: string;
  meaning: Meaning;
  surface: string;
  start: number;
  end: number;
  word: number;
}

interface Entry<Meaning> {
  phrase: string;
  words: string[];
  meaning: Meaning | null;
}

/**
 * Finds the phrases of an English lexicon in running text, whatever their endings: the longest phrase wins, each word counts once.
 * A phrase with the meaning `null` hides what stands in it: `brain storm` is no weather.
 */
export class PhraseBook<Meaning> {
  private readonly byFirstWord = new Map<string, Entry<Meaning>[]>();
  private readonly byPhrase = new Map<string, Meaning | null>();

  constructor(entries: Iterable<readonly [phrase: string, meaning: Meaning | null]>) {
    for (const [phrase, meaning] of entries) {
      const words = wordsOf(phrase).map(({ text }) => text);
      if (words.length === 0) throw new Error(`"${phrase}" has no word in it`);
      this.byPhrase.set(phrase, meaning);
      this.byFirstWord.set(words[0]!, [...(this.byFirstWord.get(words[0]!) ?? []), { phrase, words, meaning }]);
    }
    for (const list of this.byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);
  }

  get size(): number {
    return this.byPhrase.size;
  }

  /** The meaning of one exact phrase, as a concept of another lexicon names it; undefined where the book does not know it. */
  meaningOf(phrase: string): Meaning | undefined {
    return this.byPhrase.get(phrase) ?? undefined;
  }

  find(text: string): PhraseMatch<Meaning>[] {
    const words = wordsOf(text);
    const forms = words.map((word) => new Set(wordForms(word.text)));
    const found: PhraseMatch<Meaning>[] = [];
    for (let at = 0; at < words.length;) {
      const entry = this.longestAt(at, words, forms);
      if (entry?.meaning != null) {
        const [start, end] = [words[at]!.start, words[at + entry.words.length - 1]!.end];
        found.push({ phrase: entry.phrase, meaning: entry.meaning, surface: text.slice(start, end), start, end, word: at });
      }
      at += entry?.words.length ?? 1;
    }
    return found;
  }

  private longestAt(at: number, words: Word[], forms: Set<string>[]): Entry<Meaning> | undefined {
    // An exact form beats a guessed one of the same length: `leaves` in autumn is not `leave`.
    const candidates = [...forms[at]!]
      .flatMap((form) => this.byFirstWord.get(form) ?? [])
      .filter((entry) => entry.words.every((word, offset) => forms[at + offset]?.has(word)));
    const exactness = (entry: Entry<Meaning>) => entry.words.filter((word, offset) => word === words[at + offset]!.text).length;
    return candidates.sort((a, b) => b.words.length - a.words.length || exactness(b) - exactness(a))[0];
  }
}

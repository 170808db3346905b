import { loadModule, type LanguageIdentifier } from 'cld3-asm';
import { normalizeLanguage } from './language-tag.js';

/** What the compact language detector 3 holds to be the language. `language` keeps a script it wrote out, e.g. `ru-Latn`. */
export interface CompactGuess {
  language: string;
  probability: number;
}

/** More bytes than the network looks at make it slower and no wiser. */
const MOST_BYTES = 1_000;
/** cld3-asm gives its compilation 3 s, which a machine under load exceeds; a start that waits beats one that fails. */
const LOADING_MS = 60_000;
/** Half of a surrogate pair has no UTF-8 form, and a NUL ends a C string. */
const UNSENDABLE = /\p{Surrogate}|\0/gu;

/** The compact language detector 3 as one WebAssembly instance, loaded once and shared: it keeps no state between texts. */
export class CompactDetector {
  private static loading: Promise<CompactDetector> | undefined;

  private constructor(private readonly identifier: LanguageIdentifier) {}

  static load(): Promise<CompactDetector> {
    CompactDetector.loading ??= loadModule({ timeout: LOADING_MS }).then((factory) => new CompactDetector(factory.create(0, MOST_BYTES)));
    return CompactDetector.loading;
  }

  /** Its single best guess. It guesses for anything, so never ask it about a text without letters. */
  guess(text: string): CompactGuess {
    const { language, probability } = this.identifier.findLanguage(text.replace(UNSENDABLE, ' '));
    return { language: normalizeLanguage(language), probability };
  }
}

import { musicAlone, spoken, WORDLESS, wordless } from '@polyreel/testing';
import { readFileSync } from 'node:fs';

/** Something in which nobody speaks English, and what it is. */
export interface Sound {
  kind: string;
  path: string;
}

const MOODS = ['serene', 'joyful', 'tense', 'eerie', 'epic', 'melancholic'] as const;

/** BCP 47 and espeak-ng's name for it. */
const LANGUAGES = {
  es: 'es',
  fr: 'fr-fr',
  de: 'de',
  it: 'it',
  pt: 'pt-br',
  ru: 'ru',
  pl: 'pl',
  tr: 'tr',
  hi: 'hi',
  'zh-Hans': 'cmn',
  ja: 'ja',
  sv: 'sv',
};

export const noises = (): Promise<Sound[]> => Promise.all(WORDLESS.map(async (kind) => ({ kind: 'noise', path: await wordless(kind) })));

/** What the films' own composer plays in each mood. */
export const music = (): Promise<Sound[]> =>
  Promise.all(MOODS.map(async (mood, seed) => ({ kind: 'music', path: await musicAlone({ mood }, seed) })));

/** Prompts of the corpus of language detection, the longest of each language, spoken by espeak-ng. */
export async function otherLanguages(): Promise<Sound[]> {
  const corpus = JSON.parse(
    readFileSync(new URL('../../../libs/language/src/detection/corpus/held-out.json', import.meta.url), 'utf8'),
  ) as Record<string, string[]>;
  return Promise.all(
    Object.entries(LANGUAGES).map(async ([tag, language]) => {
      const [text] = [...(corpus[tag] ?? [])].sort((a, b) => b.length - a.length);
      return { kind: 'another language', path: await spoken({ text: text!, voice: { language } }) };
    }),
  );
}

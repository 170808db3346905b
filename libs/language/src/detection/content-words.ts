import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import type { TextShape } from './text-shape.js';

/** A word that this many languages share says nothing. */
const MOST_SHARED = 12;
let index: Map<string, string[]> | undefined;

/**
 * For each language, the share of a text's words that name things in it (0 to 1), a word counting less the more languages share it.
 * Loads some 4,000 words of each language at the first call.
 */
export function contentEvidence(shape: TextShape): Map<string, number> {
  index ??= load();
  const shares = new Map<string, number>();
  for (const token of shape.tokens) {
    const languages = index.get(token) ?? [];
    if (languages.length > MOST_SHARED) continue;
    for (const language of languages) shares.set(language, (shares.get(language) ?? 0) + languages.length ** -0.5 / shape.tokens.length);
  }
  return shares;
}

function load(): Map<string, string[]> {
  const { words } = loadJson(
    import.meta.url,
    './content-words.json',
    z.object({ about: z.string(), words: z.record(z.string(), z.string()) }),
  );
  const languagesOf = new Map<string, string[]>();
  for (const [language, list] of Object.entries(words)) {
    for (const word of list.split(' ')) {
      const known = languagesOf.get(word);
      if (known) known.push(language);
      else languagesOf.set(word, [language]);
    }
  }
  return languagesOf;
}

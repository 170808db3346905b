import { readdirSync } from 'node:fs';
import { loadJson } from '@polyreel/service-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FilmLexicon } from './film-lexicon.js';

const Prompts = z.array(z.strictObject({ text: z.string(), expect: z.array(z.string()) })).min(1);
const languages = readdirSync(new URL('./prompts/', import.meta.url)).map((name) => name.replace('.json', ''));

/** How much of what a reader expects must be found in prompts that the word lists were not written from. */
const FLOOR = 0.8;

const measured = languages.map((language) => {
  const prompts = loadJson(import.meta.url, `./prompts/${language}.json`, Prompts);
  const missed = prompts.flatMap(({ text, expect }) => {
    const found = new Set(FilmLexicon.match(text, language).map(({ concept }) => concept));
    return expect.filter((concept) => !found.has(concept));
  });
  const expected = prompts.reduce((sum, { expect }) => sum + expect.length, 0);
  return { language, recall: Math.round((1 - missed.length / expected) * 100) / 100, expected, missed: missed.join(', ') };
});

describe('the film prompts of each language', () => {
  it.each(measured)('are understood in $language: $recall of $expected concepts (missed: $missed)', ({ recall }) => {
    expect(recall).toBeGreaterThanOrEqual(FLOOR);
  });
});

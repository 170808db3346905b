import { readdirSync } from 'node:fs';
import { loadJson } from '@polyreel/service-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FilmLexicon } from '../lexicon/film-lexicon.js';
import { CATEGORIES, vocabulary } from '../lexicon/vocabulary.js';
import { sameOnScreen } from './fidelity.js';
import { Translator } from './translator.js';

const Prompts = z.array(z.object({ text: z.string(), expect: z.array(z.string()) }));
const languages = readdirSync(new URL('../lexicon/prompts/', import.meta.url))
  .map((name) => name.replace('.json', ''))
  .filter((language) => language !== 'en');

/** How much of what a reader expects must come through into English. */
const FLOOR = 0.75;

interface Measured {
  language: string;
  recall: number;
  confidence: number;
  engines: string;
  missed: string;
}

const translator = new Translator();

/** Whether a translation tells a concept: by its word, a synonym, or one that means the same on screen. */
function tells(translated: string, concept: string): boolean {
  if (translated.toLowerCase().includes(concept)) return true;
  const found = FilmLexicon.match(translated, 'en');
  return CATEGORIES.some((category) => {
    const meaning = vocabulary()[category][concept];
    return (
      meaning !== undefined &&
      found.some((match) => sameOnScreen({ category, concept, meaning } as Parameters<typeof sameOnScreen>[0], match))
    );
  });
}

async function measure(language: string): Promise<Measured> {
  const prompts = loadJson(import.meta.url, `../lexicon/prompts/${language}.json`, Prompts);
  const missed: string[] = [];
  const engines = new Set<string>();
  let [expected, confidence] = [0, 0];
  for (const { text, expect: concepts } of prompts) {
    const translation = await translator.translate(text, language, 'en', AbortSignal.timeout(30_000));
    missed.push(...concepts.filter((concept) => !tells(translation.text, concept)));
    expected += concepts.length;
    confidence += translation.confidence / prompts.length;
    engines.add(translation.engine.split(' ')[0]!);
  }
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    language,
    recall: round(1 - missed.length / expected),
    confidence: round(confidence),
    engines: [...engines].join(' '),
    missed: missed.join(', '),
  };
}

// Before the tests are named, so that their names are the table of results.
const measured: Measured[] = [];
for (const language of languages) measured.push(await measure(language));

describe('a film prompt in another language', () => {
  it.each(measured)(
    'says in English what it says in $language: recall $recall, confidence $confidence, by $engines (missed: $missed)',
    ({ recall }) => expect(recall).toBeGreaterThanOrEqual(FLOOR),
  );

  it.each(measured)('is never believed more than it deserves in $language', ({ recall, confidence }) =>
    expect(confidence).toBeLessThanOrEqual(recall),
  );
});

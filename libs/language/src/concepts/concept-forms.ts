import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { isUnspaced, primaryCode } from '../lexicon/languages.js';
import { spell, wordsOf } from '../lexicon/orthography.js';
import type { Form } from '../lexicon/word-list.js';
import type { Annotation } from './annotations.js';
import { drawableOf, isVariant, VAGUEST_KEYWORD } from './drawable.js';

const Endings = z.strictObject({
  default: z.string(),
  /** Which endings a keyword may take in running text, as a pattern. */
  byLanguage: z.record(z.string(), z.string()),
  /** What a dictionary form loses before it takes one. */
  droppedFromStem: z.record(z.string(), z.string()),
  shortestStem: z.number().int(),
  shortestInflected: z.number().int(),
});
const endings = loadJson(import.meta.url, './endings.json', Endings);

/** A name or keyword as a form to be found. `concept` is the emoji; `trust` says how surely the word means it. */
export interface ConceptForm extends Form {
  trust: number;
}

/** The pattern that an inflected keyword's ending must fit. */
export const endingOf = (language: string): RegExp =>
  new RegExp(`^(?:${endings.byLanguage[primaryCode(language)] ?? endings.default})$`, 'u');

/**
 * The drawable emoji's names and keywords of a language. A word that several emoji carry goes to the one whose name it
 * is, or is in, or else to the one it describes most exclusively; a word that many carry is no picture of anything.
 * `notThings` are spelled words that are never a thing.
 */
export function conceptForms(annotations: Annotation[], language: string, notThings: ReadonlySet<string>): ConceptForm[] {
  const carriers = new Map<string, Set<string>>();
  const best = new Map<string, { emoji: string; trust: number }>();
  const named = annotations.map((annotation) => ({
    ...annotation,
    drawable: drawableOf(annotation.emoji),
    name: spell(annotation.name, language),
    words: new Set([annotation.name, ...annotation.keywords].map((word) => spell(word, language))),
  }));
  for (const { emoji, words, drawable } of named) {
    const carrier = drawable?.emoji ?? withoutGender(emoji);
    for (const word of words) {
      const known = carriers.get(word);
      if (known) known.add(carrier);
      else carriers.set(word, new Set([carrier]));
    }
  }
  for (const { drawable, name, words, keywords } of named) {
    if (!drawable) continue;
    for (const word of words) {
      if (notThings.has(word)) continue;
      const trust = trustOf(word, name, carriers.get(word)!.size, keywords.length) - (isVariant(drawable.emoji) ? 0.1 : 0);
      if (trust > (best.get(word)?.trust ?? 0)) best.set(word, { emoji: drawable.emoji, trust });
    }
  }
  return [...best].flatMap(([word, { emoji, trust }]) =>
    writtenForms(word, language).map((form) => ({ category: 'thing' as const, concept: emoji, form, trust })),
  );
}

/** 0.9 for a name; less for a keyword, the more emoji share it and the more keywords its emoji has. */
function trustOf(word: string, name: string, carriers: number, keywords: number): number {
  if (word === name) return 0.9;
  const within = name.includes(word) && word.length > 1;
  if (carriers > VAGUEST_KEYWORD && !within) return 0;
  return (within ? 0.66 : 0.6) - 0.05 * Math.min(carriers - 1, 5) - 0.01 * Math.min(keywords, 10);
}

const withoutGender = (emoji: string) => emoji.replace(/\u200d[♀♂].*$/u, '').replace(/[\u{1f3fb}-\u{1f3ff}]/gu, '');

const patterns = new Map<string, RegExp>();

/** What a dictionary form loses before it takes an ending; matches nothing in languages that lose nothing. */
function droppedBy(language: string): RegExp {
  const dropped = endings.droppedFromStem[language] ?? endings.droppedFromStem.default!;
  const pattern = patterns.get(language) ?? new RegExp(dropped === '' ? '(?!)' : `${dropped}$`, 'u');
  patterns.set(language, pattern);
  return pattern;
}

/** A word as it stands in running text: whole, and as a stem with an ending. */
export function writtenForms(word: string, language: string): string[] {
  if (!/[\p{L}\p{N}]/u.test(word)) return [];
  if (isUnspaced(language)) return [word];
  const words = wordsOf(word, language);
  const last = words.at(-1)!;
  if (last.spelled.length < endings.shortestInflected) return [word];
  const stem = last.spelled.replace(droppedBy(primaryCode(language)), '');
  const head = word.slice(0, last.start);
  return [...new Set([word, `${head}${stem.length >= endings.shortestStem ? stem : last.spelled}*`])];
}

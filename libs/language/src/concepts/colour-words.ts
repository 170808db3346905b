import { Colour } from '@polyreel/contracts';
import { isUnspaced } from '../lexicon/languages.js';
import { spell, wordsOf } from '../lexicon/orthography.js';
import type { Annotation } from './annotations.js';
import { type ConceptForm, writtenForms } from './concept-forms.js';
import { bare } from './drawable.js';

/** The emoji that have nothing in common but their colour. */
const SAMPLES: Partial<Record<Colour, string>> = {
  red: '🔴🟥❤',
  orange: '🟠🟧🧡',
  yellow: '🟡🟨💛',
  green: '🟢🟩💚',
  blue: '🔵🟦💙',
  purple: '🟣🟪💜',
  brown: '🟤🟫🤎',
  black: '⚫⬛🖤',
  white: '⚪⬜🤍',
};

const SAMPLED = new Set(Object.values(SAMPLES).flatMap((samples) => [...samples]));

/** How surely such a word is meant as the colour. */
const TRUST = 0.85;

/**
 * A language's colour words, deduced: what CLDR says of a circle, a square and a heart of one colour, at least of two
 * of them, and of no other colour's. Spelled word → colour.
 */
export function colourWords(annotations: Annotation[], language: string): Map<string, Colour> {
  const samples = annotations.filter(({ emoji }) => SAMPLED.has(bare(emoji)));
  const words = new Map(samples.map((annotation) => [bare(annotation.emoji), partsOf(annotation, language)]));
  const colours = new Map<string, Set<Colour>>();
  for (const [colour, emojis] of Object.entries(SAMPLES)) {
    const told = [...emojis].map((sample) => words.get(sample) ?? new Set<string>());
    for (const word of new Set(told.flatMap((set) => [...set]))) {
      if (told.filter((set) => set.has(word)).length >= 2) colours.set(word, (colours.get(word) ?? new Set()).add(Colour.parse(colour)));
    }
  }
  return new Map([...colours].flatMap(([word, meant]) => (meant.size === 1 ? [[word, [...meant][0]!] as const] : [])));
}

/** Colour words as forms to be found. `concept` is the colour. */
export const colourForms = (colours: Map<string, Colour>, language: string): ConceptForm[] =>
  [...colours].flatMap(([word, colour]) =>
    writtenForms(word, language).map((form) => ({ category: 'colour' as const, concept: colour, form, trust: TRUST })),
  );

function partsOf({ name, keywords }: Annotation, language: string): Set<string> {
  const phrases = [name, ...keywords];
  if (!isUnspaced(language)) return new Set(phrases.flatMap((phrase) => wordsOf(phrase, language).map((word) => word.spelled)));
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return new Set(
    phrases.flatMap((phrase) => [
      spell(phrase, language),
      ...Array.from(segmenter.segment(phrase), ({ segment }) => spell(segment, language)),
    ]),
  );
}

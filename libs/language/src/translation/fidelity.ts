import { type ConceptMatch, FilmLexicon } from '../lexicon/film-lexicon.js';
import type { Rendering } from './rendering.js';

/** Only what a word list is sure of may accuse a translator. */
const SURE = 0.85;
/** What is left of the confidence in a sentence none of whose film concepts came through. */
const FLOOR = 0.5;

/** The part of the film concepts in an original that its translation also holds, by word or by meaning (dusk for sunset). 1 where none is sure. */
export function fidelity(original: string, language: string, translated: string): number {
  const wanted = FilmLexicon.match(original, language).filter(({ confidence, category }) => confidence >= SURE && category !== 'relation');
  if (!wanted.length) return 1;
  const found = FilmLexicon.match(translated, 'en');
  const text = translated.toLowerCase();
  return wanted.filter((match) => text.includes(match.concept) || found.some((other) => sameOnScreen(match, other))).length / wanted.length;
}

/** A rendering whose confidence tells how faithful it was to the film. */
export function faithful(rendering: Rendering, original: string, language: string): Rendering {
  const kept = fidelity(original, language, rendering.text);
  return { ...rendering, fidelity: kept, confidence: rendering.confidence * (FLOOR + (1 - FLOOR) * kept) };
}

/** Dusk and sunset light a shot alike; a cat and a dog are both animals but not the same picture. */
export const sameOnScreen = (a: Pick<ConceptMatch, 'concept' | 'category' | 'meaning'>, b: ConceptMatch): boolean =>
  a.concept === b.concept ||
  (a.category === b.category && a.category !== 'quality' && JSON.stringify(a.meaning) === JSON.stringify(b.meaning));

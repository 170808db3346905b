import type compromise from 'compromise';
import { createRequire } from 'node:module';
import type { Span } from './figure.model.js';

/** An English word and its part of speech. */
export interface Tagged extends Span {
  text: string;
  part: 'noun' | 'verb' | 'adjective' | 'pronoun' | 'determiner' | 'preposition' | 'adverb' | 'other';
  plural: boolean;
}

interface Term {
  text: string;
  tags: string[];
  offset: { start: number; length: number };
}

const require = createRequire(import.meta.url);
let tagger: typeof compromise | undefined;
/** Loaded with the first English text and not before: its model takes a third of a second and 10 MB. */
const nlp = (text: string) => (tagger ??= require('compromise') as typeof compromise)(text);

const POSSESSIVE = /^(?:my|your|his|her|its|our|their)$/i;

/** English words with their parts of speech. The tagger errs; whoever asks must have other evidence too. */
export function tagEnglish(text: string): Tagged[] {
  const sentences = nlp(text).json({ offset: true }) as { terms: Term[] }[];
  return sentences
    .flatMap(({ terms }) => terms)
    .filter(({ text: word }) => word !== '')
    .map(({ text: word, tags, offset }) => ({
      text: word.toLowerCase(),
      start: offset.start,
      end: offset.start + word.length,
      part: partOf(word, new Set(tags)),
      plural: tags.includes('Plural'),
    }));
}

function partOf(word: string, tags: Set<string>): Tagged['part'] {
  if (POSSESSIVE.test(word) || tags.has('Determiner')) return 'determiner';
  if (tags.has('Pronoun')) return 'pronoun';
  if (tags.has('Adjective')) return 'adjective';
  if (tags.has('Verb')) return 'verb';
  if (tags.has('Noun')) return 'noun';
  if (tags.has('Preposition')) return 'preposition';
  return tags.has('Adverb') ? 'adverb' : 'other';
}

/** What the package's own types leave out. */
interface Conjugable {
  verbs(): { toInfinitive(): { text(): string } };
}

/** `guards` → `guard`; undefined where the tagger cannot tell. */
export function infinitiveOf(verb: string): string | undefined {
  const verbs = (nlp(verb).tag('Verb') as unknown as Conjugable).verbs();
  const infinitive = verbs.toInfinitive().text().toLowerCase().trim();
  return /^[a-z]{2,30}$/.test(infinitive) ? infinitive : undefined;
}

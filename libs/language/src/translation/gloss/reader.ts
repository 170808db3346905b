import { type ConceptMatch, FilmLexicon } from '../../lexicon/film-lexicon.js';
import { isUnspaced, likelyLanguages } from '../../lexicon/languages.js';
import { type Word, wordsOf } from '../../lexicon/orthography.js';
import { Concepts } from '../../concepts/concepts.js';
import { FreeDict, type Looked } from '../freedict/freedict.js';
import { filmCategories } from '../freedict/sense.js';
import { isStandIn } from '../protected-text.js';
import { describes } from './english.js';
import { type Grammar, grammarOf } from './grammar.js';
import type { Role, Token } from './token.js';

/** A sentence as far as words could be told. */
export interface Reading {
  tokens: Token[];
  /** 0 to 1: the part of its words, or of its letters where words are not parted, that were understood, each as surely as it was. */
  coverage: number;
  /** Which sources told anything. */
  sources: Set<'lexicon' | 'concepts' | 'freedict'>;
}

/** Without spaces, about this part of the letters are particles and endings that no list holds. */
const LETTERS_OF_CONTENT = 0.65;
const CLAUSE_END = /[,;:.!?…،؛。、，；：！？।—–()]/u;
const LINKS = new Set(['and', 'or', 'but']);
const ADPOSITIONS = new Set(
  'with on under over in into through beside above behind to from of at between along around towards without during as like for inside'
    .split(' ')
    .concat('in front of'),
);

/** Tells of each word of a sentence what it is in English: by the film words, then by CLDR's names of things, then by a dictionary. */
export function read(sentence: string, language: string): Reading {
  const grammar = grammarOf(language);
  const tokens: Token[] = [];
  const sources: Reading['sources'] = new Set();
  const taken = new Uint8Array(sentence.length);
  const take = (token: Token, source: 'lexicon' | 'concepts' | 'freedict', sureness: number) => {
    if (taken.subarray(token.start, token.end).some(Boolean)) return;
    taken.fill(Math.max(1, Math.round(sureness * 100)), token.start, token.end);
    tokens.push(token);
    sources.add(source);
  };
  for (const match of FilmLexicon.match(sentence, language)) take(fromLexicon(match), 'lexicon', match.confidence);
  const words = wordsOf(sentence, language).filter(({ start, end }) => !taken.subarray(start, end).some(Boolean));
  const little = new Set(
    words.filter((word) => grammar.drop.has(word.spelled) || grammar.words.has(word.spelled)).map(({ start }) => start),
  );
  for (const concept of conceptsIn(sentence, language)) if (!little.has(concept.start)) take(concept, 'concepts', 0.7);
  const left = words.filter(({ start, end }) => !taken.subarray(start, end).some(Boolean));
  for (const [at, word] of left.entries()) readWord(word, at, { language, grammar, sentence, take, tokens, taken });
  for (const end of sentence.matchAll(new RegExp(CLAUSE_END, 'gu'))) {
    tokens.push({ role: 'end', english: /[.!?…。！？।]/u.test(end[0]) ? '' : ',', start: end.index, end: end.index + 1 });
  }
  return { tokens: tokens.sort((a, b) => a.start - b.start), coverage: coverageOf(sentence, language, taken, grammar), sources };
}

interface Surroundings {
  language: string;
  grammar: Grammar;
  sentence: string;
  tokens: Token[];
  taken: Uint8Array;
  take: (token: Token, source: 'lexicon' | 'concepts' | 'freedict', sureness: number) => void;
}

function readWord({ surface, spelled, start, end }: Word, at: number, { language, grammar, sentence, tokens, taken, take }: Surroundings) {
  const keep = (role: Role, english: string, sureness: number) => {
    tokens.push({ role, english, start, end });
    taken.fill(sureness, start, end);
  };
  if (isStandIn(surface)) return keep('name', surface, 100);
  if (/^\p{N}+$/u.test(surface)) return keep('count', surface, 100);
  const little = grammar.words.get(spelled);
  if (little !== undefined) return keep(LINKS.has(little) ? 'link' : ADPOSITIONS.has(little) ? 'adposition' : 'word', little, 100);
  if (grammar.drop.has(spelled)) return taken.fill(100, start, end);
  // Where words are not parted a lone character is as often an ending as a word.
  if (isUnspaced(language)) return undefined;
  const looked = FreeDict.lookUp(surface, language);
  const isFirst = at === 0 && !/\p{L}/u.test(sentence.slice(0, start));
  const named = /^\p{Lu}/u.test(surface) && !isFirst && language.split('-', 1)[0] !== 'de';
  if (looked && !(named && looked.partOfSpeech !== 'noun'))
    return take({ ...fromDictionary(looked), start, end }, 'freedict', looked.confidence);
  if (/^\p{Lu}\p{Script=Latin}/u.test(surface) && /^\p{Script=Latin}+$/u.test(surface)) return keep('name', surface, isFirst ? 30 : 80);
  return undefined;
}

const BY_CATEGORY: Record<ConceptMatch['category'], Role> = {
  thing: 'noun',
  place: 'noun',
  action: 'verb',
  colour: 'adjective',
  size: 'adjective',
  count: 'count',
  quality: 'adjective',
  time: 'time',
  season: 'time',
  weather: 'time',
  era: 'time',
  mood: 'noun',
  camera: 'aside',
  sequence: 'sequence',
  relation: 'adposition',
};

function fromLexicon(match: ConceptMatch): Token {
  const { category, concept, start, end } = match;
  const role =
    (category === 'mood' || category === 'weather' || category === 'era' || concept === 'starry') && describes(concept)
      ? 'adjective'
      : BY_CATEGORY[category];
  const many = match.category === 'count' && match.meaning.count > 1;
  const alive = match.category === 'thing' && match.meaning.kind === 'character';
  return { role, english: concept, start, end, ...(many && { many }), ...(alive && { alive }) };
}

function fromDictionary({ english, partOfSpeech }: Looked): Pick<Token, 'role' | 'english'> {
  if (partOfSpeech === 'verb' || partOfSpeech === 'adjective' || partOfSpeech === 'noun') return { role: partOfSpeech, english };
  const [category] = filmCategories(english);
  if (ADPOSITIONS.has(english)) return { role: 'adposition', english };
  if (partOfSpeech === 'unknown') return { role: category ? BY_CATEGORY[category] : 'noun', english };
  return { role: 'word', english };
}

/** CLDR's drawable things and colours. A text of unknown language is tried in the likely languages of its script. */
function conceptsIn(sentence: string, language: string): Token[] {
  const tags = language.startsWith('und') ? likelyLanguages(sentence) : [language];
  return tags.flatMap((tag) => [
    ...Concepts.find(sentence, tag).map(({ concept, kind, start, end }): Token => ({
      role: 'noun',
      english: concept,
      alive: kind === 'character',
      start,
      end,
    })),
    ...Concepts.colours(sentence, tag).map(({ colour, start, end }): Token => ({ role: 'adjective', english: colour, start, end })),
  ]);
}

function coverageOf(sentence: string, language: string, taken: Uint8Array, grammar: Grammar): number {
  if (isUnspaced(language)) {
    const letters = [...sentence.matchAll(/\p{L}/gu)].map(({ index }) => (taken[index] ?? 0) / 100);
    return letters.length ? Math.min(1, letters.reduce((sum, known) => sum + known, 0) / (letters.length * LETTERS_OF_CONTENT)) : 0;
  }
  const words = wordsOf(sentence, language).filter(({ spelled, surface }) => !grammar.drop.has(spelled) && !isStandIn(surface));
  const known = words.map(({ start, end }) => Math.max(0, ...taken.subarray(start, end)) / 100);
  return words.length ? known.reduce((sum, sure) => sum + sure, 0) / words.length : 1;
}

import { type ConceptMatch, FilmLexicon } from '../../lexicon/film-lexicon.js';
import { isUnspaced, likelyLanguages, primaryCode } from '../../lexicon/languages.js';
import { type Word, wordsOf } from '../../lexicon/orthography.js';
import { Concepts } from '../../concepts/concepts.js';
import { dictionaryTraits } from '../freedict/dictionaries.js';
import { FreeDict, type Looked } from '../freedict/freedict.js';
import { filmCategories } from '../freedict/sense.js';
import { isStandIn } from '../protected-text.js';
import { adverb, describes } from './english.js';
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
/** From here on CLDR's word for a thing is believed before the dictionary's. */
const SURE = 0.75;
/** Below this CLDR's keyword is a guess: a clock for a mantelpiece. */
const LIKELY = 0.5;
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
  const words = () => wordsOf(sentence, language).filter(({ start, end }) => !taken.subarray(start, end).some(Boolean));
  const little = new Set(
    words()
      .filter((word) => grammar.drop.has(word.spelled) || grammar.words.has(word.spelled))
      .map(({ start }) => start),
  );
  const concepts = conceptsIn(sentence, language).filter(({ token }) => !little.has(token.start));
  for (const { token, sureness } of concepts) if (sureness >= SURE) take(token, 'concepts', sureness);
  for (const [at, word] of words().entries()) readWord(word, at, { language, grammar, sentence, take, tokens, taken });
  for (const { token, sureness } of concepts) if (sureness >= LIKELY) take(token, 'concepts', sureness);
  for (const end of sentence.matchAll(new RegExp(CLAUSE_END, 'gu'))) {
    tokens.push({ role: 'end', english: /[.!?…。！？।]/u.test(end[0]) ? '' : ',', start: end.index, end: end.index + 1 });
  }
  return {
    tokens: withAdverbs(tokens.sort((a, b) => a.start - b.start)),
    coverage: coverageOf(sentence, language, taken, grammar),
    sources,
  };
}

/** A quality right before a verb says how it is done: 慢慢地走. */
const withAdverbs = (tokens: readonly Token[]): Token[] =>
  tokens.map((token, at) => {
    const manner = token.role === 'adjective' && tokens[at + 1]?.role === 'verb' ? adverb(token.english) : undefined;
    return manner === undefined ? token : { ...token, role: 'word', english: manner };
  });

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
  const named = /^\p{Lu}/u.test(surface) && !isFirst && (!nounsCapitalised(language) || follows(tokens, sentence, start));
  if (looked && !(named && (looked.partOfSpeech !== 'noun' || nounsCapitalised(language))))
    return take({ ...fromDictionary(looked), start, end }, 'freedict', looked.confidence);
  if (/^\p{Lu}/u.test(surface) && /^\p{Script=Latin}+$/u.test(surface)) return keep('name', surface, isFirst ? 30 : 80);
  return undefined;
}

/** Whether a name ends right before: the second word of Anna Müller is hers, whatever it means. */
const follows = (tokens: readonly Token[], sentence: string, start: number) =>
  tokens.some(({ role, end }) => role === 'name' && /^ $/.test(sentence.slice(end, start)));

const nounsCapitalised = (language: string) => dictionaryTraits(primaryCode(language))?.nounsCapitalised === true;

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
  return {
    role,
    english: concept,
    start,
    end,
    ...(many && { many }),
    ...(alive && { alive }),
    ...(category === 'place' && { place: true }),
  };
}

function fromDictionary({ english, partOfSpeech }: Looked): Pick<Token, 'role' | 'english' | 'many' | 'place'> {
  const categories = filmCategories(english);
  if (partOfSpeech === 'verb') return { role: 'verb', english };
  if (ADPOSITIONS.has(english)) return { role: 'adposition', english };
  const [category] = categories.filter((one) => one !== 'action' || partOfSpeech === 'unknown');
  if (category && (category !== 'mood' || describes(english))) {
    const role = category === 'mood' ? 'adjective' : BY_CATEGORY[category];
    return { role, english, ...(category === 'place' && { place: true }), ...(role === 'count' && english !== 'one' && { many: true }) };
  }
  if (partOfSpeech === 'unknown') return { role: 'noun', english };
  return { role: partOfSpeech === 'adjective' || partOfSpeech === 'noun' ? partOfSpeech : 'word', english };
}

/** CLDR's drawable things and colours. A text of unknown language is tried in the likely languages of its script. */
function conceptsIn(sentence: string, language: string): { token: Token; sureness: number }[] {
  const tags = language.startsWith('und') ? likelyLanguages(sentence) : [language];
  return tags.flatMap((tag) => [
    ...Concepts.find(sentence, tag).map(({ concept, kind, start, end, confidence }) => {
      const token: Token = { role: 'noun', english: concept, alive: kind === 'character', place: kind === 'location', start, end };
      return { token, sureness: confidence };
    }),
    ...Concepts.colours(sentence, tag).map(({ colour, start, end, confidence }) => {
      const token: Token = { role: 'adjective', english: colour, start, end };
      return { token, sureness: confidence };
    }),
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

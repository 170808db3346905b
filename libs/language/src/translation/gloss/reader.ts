import { type ConceptMatch, FilmLexicon } from '../../lexicon/film-lexicon.js';
import { isUnspaced, primaryCode } from '../../lexicon/languages.js';
import { type Word, wordsOf } from '../../lexicon/orthography.js';
import { dictionaryTraits } from '../freedict/dictionaries.js';
import { FreeDict } from '../freedict/freedict.js';
import { isStandIn } from '../protected-text.js';
import { coverageOf } from './coverage.js';
import { adverb } from './english.js';
import { type Grammar, grammarOf } from './grammar.js';
import { ADPOSITIONS, conceptsIn, fromDictionary, fromLexicon } from './roles.js';
import type { Role, Token } from './token.js';

/** A sentence as far as words could be told. */
export interface Reading {
  tokens: Token[];
  /** 0 to 1: the part of its words, or of its letters where words are not parted, that were understood, each as surely as it was. */
  coverage: number;
  /** Which sources told anything. */
  sources: Set<'lexicon' | 'concepts' | 'freedict'>;
}

/** From here on CLDR's word for a thing is believed before the dictionary's. */
const SURE = 0.75;
/** Below this CLDR's keyword is a guess: a clock for a mantelpiece. */
const LIKELY = 0.5;
const CLAUSE_END = /[,;:.!?…،؛。、，；：！？।—–()]/u;
const LINKS = new Set(['and', 'or', 'but']);

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
  const matches = FilmLexicon.match(sentence, language);
  for (const match of matches) for (const token of whatSunDoes(match, matches, language)) take(token, 'lexicon', match.confidence);
  for (const match of matches) take(fromLexicon(match), 'lexicon', match.confidence);
  const words = () => piecesOf(sentence, language).filter(({ start, end }) => !taken.subarray(start, end).some(Boolean));
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

/** The sun that goes over the sea down: it sets, and the sea between its words is left to be read. */
function whatSunDoes(match: ConceptMatch, matches: readonly ConceptMatch[], language: string): Token[] {
  const hour = matches.find(({ category, start, end }) => category === 'time' && start === match.start && end === match.end);
  if (match.concept !== 'sun' || !hour) return [];
  const pieces = piecesOf(match.surface, language)
    .map(({ start, end }) => ({ start: match.start + start, end: match.start + end }))
    .filter((piece) => !match.holes?.some((hole) => piece.start < hole.end && hole.start < piece.end));
  const [sun, ...verb] =
    pieces.length > 1
      ? pieces
      : [
          { ...match, end: match.end - 1 },
          { ...match, start: match.end - 1 },
        ];
  const does = hour.concept === 'sunrise' ? 'rise' : 'set';
  // What the verb is made of beside its first word tells nothing more.
  return [
    { role: 'noun', english: 'sun', start: sun!.start, end: sun!.end },
    ...verb.map(({ start, end }, at): Token =>
      at === 0 ? { role: 'verb', english: does, start, end } : { role: 'word', english: '', start, end },
    ),
  ];
}

/** The words of a sentence. Where they are not parted, those that ICU's dictionary parts and that are more than an ending. */
function piecesOf(sentence: string, language: string): Word[] {
  if (!isUnspaced(language)) return wordsOf(sentence, language);
  const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(sentence);
  return Array.from(segments).flatMap(({ segment, index }) =>
    [...segment].length > 1 && !/^\p{Script=Hiragana}+$/u.test(segment)
      ? wordsOf(segment, language).map((word) => ({ ...word, start: index + word.start, end: index + word.end }))
      : [],
  );
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

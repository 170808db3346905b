import { article, countPhrase, plural, timePhrase } from './english.js';
import type { Grammar } from './grammar.js';
import type { Token } from './token.js';

/** A noun with what describes it, or another piece of a clause, in English. */
export interface Phrase {
  kind: 'noun' | 'verb' | 'adposition' | 'time' | 'aside' | 'sequence' | 'link' | 'word' | 'end';
  english: string;
  alive?: boolean;
  many?: boolean;
  /** The bare noun of a place. */
  place?: string;
}

const COUNTS_ONE = new Set(['one', '1']);

/** Gathers each noun and the counts and adjectives next to it, on the side where its language puts them, into one English phrase. */
export function phrasesOf(tokens: readonly Token[], { adjective }: Grammar): Phrase[] {
  const phrases: Phrase[] = [];
  for (let at = 0; at < tokens.length;) {
    const run = runFrom(tokens, at, adjective);
    if (run === 0) {
      phrases.push(single(tokens[at]!));
      at += 1;
    } else {
      phrases.push(...nounPhrases(tokens.slice(at, at + run), adjective));
      at += run;
    }
  }
  return phrases;
}

const NOMINAL = new Set<Token['role']>(['noun', 'name', 'adjective', 'count']);

function runFrom(tokens: readonly Token[], start: number, side: Grammar['adjective']): number {
  let end = start;
  while (end < tokens.length && (NOMINAL.has(tokens[end]!.role) || describedTime(tokens, start, end, side))) end += 1;
  return end - start;
}

/** "rainy night": a time next to its adjective belongs to it. */
function describedTime(tokens: readonly Token[], start: number, at: number, side: Grammar['adjective']): boolean {
  if (tokens[at]!.role !== 'time') return false;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (side === 'after') return after?.role === 'adjective' && tokens[at + 2]?.role !== 'noun';
  return at > start && (before?.role === 'adjective' || (before?.role === 'count' && tokens[at - 2]?.role === 'adjective'));
}

/** A run of nouns, adjectives and counts may hold several things: each adjective goes to the noun on its language's side, else to the other. */
function nounPhrases(run: readonly Token[], side: Grammar['adjective']): Phrase[] {
  const nouns = run.flatMap(({ role }, at) => (role === 'adjective' || role === 'count' ? [] : [at]));
  if (!nouns.length) return [described(run, undefined)];
  const owners = run.map(({ role }, at) => {
    if (role !== 'adjective' && role !== 'count') return at;
    const [before, after] = [nouns.findLast((noun) => noun < at), nouns.find((noun) => noun > at)];
    // Numbers stand before their noun in most languages whatever adjectives do.
    return (role === 'count' || side === 'before' ? (after ?? before) : (before ?? after))!;
  });
  return nouns.map((noun) =>
    described(
      run.filter((_, at) => owners[at] === noun && at !== noun),
      run[noun],
    ),
  );
}

function described(describing: readonly Token[], noun: Token | undefined): Phrase {
  const counts = describing.filter(({ role }) => role === 'count');
  const adjectives = [...new Set(describing.filter(({ role }) => role === 'adjective').map(({ english }) => english))];
  const count = counts.find(({ english }) => !COUNTS_ONE.has(english));
  const many = count !== undefined && (count.many === true || /^\d+$/.test(count.english));
  if (noun?.role === 'time') {
    const time = [...adjectives, noun.english].join(' ');
    return { kind: 'time', english: adjectives.length ? `on ${article(time, noun.english)}${time}` : timePhrase(noun.english) };
  }
  const head = noun ? [many ? plural(noun.english) : noun.english] : [];
  const phrase = [...(count ? [countPhrase(count.english)] : []), ...adjectives, ...head].join(' ');
  const bare = count !== undefined || noun === undefined || noun.role === 'name';
  return {
    kind: noun ? 'noun' : 'word',
    english: bare ? phrase : article(phrase, noun.english) + phrase,
    many,
    ...(noun?.alive && { alive: true }),
    ...(noun?.place && { place: noun.english }),
  };
}

function single({ role, english }: Token): Phrase {
  if (role === 'time') return { kind: 'time', english: timePhrase(english) };
  return { kind: NOMINAL.has(role) ? 'word' : (role as Phrase['kind']), english };
}

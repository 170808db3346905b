import type { ConceptMatch } from '@polyreel/language';
import type { Figure, Sign, Span } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

const PUNCTUATION = /[,;:.!?…—–،؛。、，；：！？।॥።]+|\s-\s/gu;
/** English words that open a clause of their own. */
const ENGLISH_OPENERS = /\b(?:while|when|as|but|because|where|who|which|that)\b/gi;

/**
 * Where the clauses of a sentence begin. A clause is a stretch with an act of its own: a comma cuts only between two
 * acts, "suddenly" before any figure, and "and" only where both sides have an act and the second side its own figure.
 */
export function cutClauses(text: string, matches: ConceptMatch[], figures: Figure[], signs: Sign[], grammar: Grammar): number[] {
  const acts = signs.filter(({ role }) => role === 'action');
  const cuts = new Set([...text.matchAll(PUNCTUATION)].map(({ index, 0: mark }) => index + mark.length));
  const turns = new Set(matches.filter(({ category }) => category === 'sequence').map(({ start }) => start));
  for (const turn of turns) cuts.add(turn);
  if (grammar.language === 'en') for (const { index } of text.matchAll(ENGLISH_OPENERS)) cuts.add(index);
  for (const { index } of grammar.and ? text.matchAll(grammar.and) : []) {
    const next = acts.find(({ start }) => start > index);
    if (next && figures.some(({ start }) => start > index && start < next.start)) cuts.add(index);
  }
  const begins = [...cuts].filter((cut) => cut > 0 && cut < text.length).sort((a, b) => a - b);
  const clauses = [0];
  begins.forEach((begin, i) => {
    const [before, after] = [
      { start: clauses.at(-1)!, end: begin },
      { start: begin, end: begins[i + 1] ?? text.length },
    ];
    if (holds(acts, before) && (holds(acts, after) || (turns.has(begin) && holds(figures, after)))) clauses.push(begin);
  });
  return clauses;
}

const holds = (signs: Span[], { start, end }: Span) => signs.some((sign) => sign.start >= start && sign.start < end);

/** The stretch between two punctuation marks that a place lies in. */
export function phraseAround(text: string, at: number): Span {
  const marks = [...text.matchAll(PUNCTUATION)].map(({ index, 0: mark }) => ({ start: index, end: index + mark.length }));
  return { start: marks.findLast(({ end }) => end <= at)?.end ?? 0, end: marks.find(({ start }) => start >= at)?.start ?? text.length };
}

import { type Act, type Figure, isAct, type Parsed, type Span } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

/** How far a "without" reaches, in letters. */
const REACH = 30;

/** Takes out what the sentence says is not there ("no people", "雲のない") and what it says is not done. Gives the concepts that are absent. */
export function removeAbsent(parsed: Parsed, grammar: Grammar): Set<string> {
  const absent = new Set<Figure>();
  for (const negator of spansOf(grammar.absent.before, parsed.text)) {
    const first = parsed.figures.find(({ start }) => start >= negator.end - 1);
    if (
      !first ||
      first.start - negator.end > REACH ||
      actBetween(parsed, negator, first) ||
      /[.;:!?]/.test(parsed.text.slice(negator.end, first.start))
    )
      continue;
    for (const figure of breath(parsed, grammar, first)) absent.add(figure);
  }
  for (const negator of spansOf(grammar.absent.after, parsed.text)) {
    const last = parsed.figures.findLast(({ end }) => end <= negator.start + 1);
    if (last && negator.start - last.end <= 4 && !actBetween(parsed, last, negator)) absent.add(last);
  }
  const undone = new Set<Act>();
  for (const negator of spansOf(grammar.notDone, parsed.text)) {
    const act = parsed.signs.filter(isAct).find(({ start }) => start >= negator.end);
    if (act && act.start - negator.end <= 6) undone.add(act);
  }
  parsed.figures = parsed.figures.filter((figure) => !absent.has(figure));
  parsed.signs = parsed.signs.filter((sign) => !(isAct(sign) && undone.has(sign)));
  return new Set([...absent].map(({ concept }) => concept));
}

/** The figures named in one breath with the first: "no people, cars or dogs". */
function breath(parsed: Parsed, grammar: Grammar, first: Figure): Figure[] {
  const figures = [first];
  for (const next of parsed.figures.slice(parsed.figures.indexOf(first) + 1)) {
    if (!together(parsed, grammar, figures.at(-1)!, next)) break;
    // "No people and a ship": an article begins something that is there.
    if (/\b(?:an?|the|un|una|une|ein|eine)\s/i.test(parsed.text.slice(figures.at(-1)!.end, next.start))) break;
    figures.push(next);
  }
  return figures;
}

/** Whether two neighbouring figures are joined by "and" or a comma and nothing else that matters. */
export function together(parsed: Parsed, grammar: Grammar, one: Figure, next: Figure): boolean {
  const gap = parsed.text.slice(one.end, next.start);
  const joined = /[,،、，]/.test(gap) || (grammar.and !== undefined && gap.match(grammar.and) !== null);
  const between = parsed.signs.filter(({ start, end }) => start >= one.end && end <= next.start);
  if (!joined || between.some(({ role }) => role === 'action' || role === 'relation' || role === 'moment')) return false;
  const attributes = between.reduce((letters, { start, end }) => letters + end - start, 0);
  return gap.replace(/[\s\p{P}]/gu, '').length - attributes <= (/\s/.test(parsed.text) ? 10 : 3);
}

const actBetween = (parsed: Parsed, from: Span, to: Span) =>
  parsed.signs.some((sign) => isAct(sign) && sign.start >= from.end && sign.end <= to.start);

const spansOf = (pattern: RegExp | undefined, text: string): Span[] =>
  pattern ? Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({ start: index, end: index + length })) : [];

import type { Tagged } from './english.tagger.js';
import { type Attribute, clauseOf, type Figure, isAttribute, overlaps, type Parsed, type Span } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

/** What stands between an attribute and a figure, and how much it speaks against their belonging together. */
const COST = { wrongSide: 3, figure: 6, action: 4, relation: 4, moment: 1, clause: 3, comma: 2, perLetter: 0.12, perUnspacedLetter: 0.5 };
/** Numbers that are nouns themselves: a herd of deer, and हिरणों का झुंड. */
const COLLECTIVE = new Set(['group', 'flock', 'herd', 'pair']);
/** How something moves, never what a place is like. */
const OF_MOVEMENT = new Set(['slow', 'fast']);
/** An attribute whose cheapest figure costs this much belongs to something that nobody recognised. */
const LOST = 7;

/** Gives every colour, size, number and quality to the figure it describes: the nearest, on the side where the language puts it. */
export function attachAttributes(parsed: Parsed, grammar: Grammar, tags?: Tagged[]): void {
  for (const sign of parsed.signs.filter(isAttribute)) {
    if (tags && describesStranger(sign, parsed, tags)) continue;
    const ranked = parsed.figures
      .filter((figure) => !overlaps(figure, sign) && !(figure.kind === 'location' && OF_MOVEMENT.has(sign.concept)))
      .map((figure) => ({ figure, cost: costOf(sign, figure, parsed, grammar) }))
      .sort((a, b) => a.cost - b.cost);
    const [best] = ranked;
    if (best && best.cost < LOST) describe(best.figure, sign);
  }
}

function costOf(sign: Attribute, figure: Figure, parsed: Parsed, grammar: Grammar): number {
  const before = sign.end <= figure.start;
  const gap: Span = before ? { start: sign.end, end: figure.start } : { start: figure.end, end: sign.start };
  const between = (span: Span) => span !== figure && span !== sign && span.start >= gap.start && span.end <= gap.end;
  const side = sign.role === 'count' ? grammar.counts : grammar.adjectives;
  const signs = parsed.signs.filter(between);
  const count = (role: string) => signs.filter((other) => other.role === role).length;
  const attributes = signs.filter(isAttribute).reduce((letters, { start, end }) => letters + end - start, 0);
  const letters = Math.max(0, gap.end - gap.start - attributes);
  const commas = parsed.text.slice(gap.start, gap.end).match(/[,،、，]/g)?.length ?? 0;
  return (
    ((side === 'before') === before || (COLLECTIVE.has(sign.concept) && grammar.relations === 'after') ? 0 : COST.wrongSide) +
    parsed.figures.filter(between).length * COST.figure +
    count('action') * COST.action +
    count('relation') * COST.relation +
    count('moment') * COST.moment +
    (clauseOf(parsed, sign) === clauseOf(parsed, figure) ? 0 : COST.clause) +
    commas * COST.comma +
    letters * (/\s/.test(parsed.text) ? COST.perLetter : COST.perUnspacedLetter)
  );
}

/** "With red hair": the noun that it stands before is no figure. */
function describesStranger(sign: Attribute, { figures, signs }: Parsed, tags: Tagged[]): boolean {
  const next = tags
    .filter(({ start }) => start >= sign.end)
    .find(
      ({ start, part }) => part !== 'adjective' && !signs.some((other) => isAttribute(other) && start >= other.start && start < other.end),
    );
  if (
    !next ||
    next.part !== 'noun' ||
    tags.some(({ start, part }) => start > sign.end && start < next.start && part !== 'adjective' && part !== 'noun')
  )
    return false;
  return !figures.some((figure) => overlaps(figure, next)) && !signs.some((other) => overlaps(other, next));
}

function describe(figure: Figure, sign: Attribute): void {
  switch (sign.role) {
    case 'colour':
      figure.colour ??= sign.colour;
      break;
    case 'size':
      figure.size ??= sign.size;
      break;
    case 'count':
      figure.count ??= sign.count;
      break;
    case 'quality':
      if (!figure.qualities.includes(sign.concept) && figure.qualities.length < 8) figure.qualities.push(sign.concept);
      break;
  }
}

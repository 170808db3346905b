import { Action } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { type Act, clauseOf, type Figure, isAct, isRelating, type Parsed } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

/** What objects and places do by themselves, so that a sun may rise though a girl looks at it. */
const doneBy = loadJson(
  import.meta.url,
  './done-by-things.json',
  z.strictObject({
    /** What nobody else does: a camel walks while the sun sets. */
    only: z.array(Action),
    object: z.array(Action),
    location: z.array(Action),
  }),
);

/** What speaks against a figure being the one who acts. */
const COST = {
  kind: { character: 0, object: 2.5, location: 9.5 },
  /** For a verb that things do by themselves. */
  willing: { character: 0, object: 1, location: 4 },
  wrongSide: { first: 1, middle: 5, last: 6 },
  /** "On the horse", "to the castle". */
  placed: 4,
  /** Stands right after another verb: it is what that verb is done to. */
  object: 3.5,
  passed: 1.2,
  perLetter: 0.04,
};
const NOBODY = 9;
/** "A burning temple": nothing else can be burning. */
const ARTICLE = /\b(?:an?|the|his|her|its|their|this|that)\s+$/i;
/** Letters between a participle and its noun: हुए, eden. */
const LONGEST_AUXILIARY = 8;

/** "Is chased by a fox": the fox does it. The "by" is no place then. */
export function agentOf(act: Act, parsed: Parsed, { language }: Grammar): Figure | undefined {
  if (language !== 'en' || !/\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$/.test(parsed.text.slice(0, act.start))) return undefined;
  const by = parsed.signs.find(({ surface, start }) => surface.toLowerCase() === 'by' && start >= act.end && start - act.end <= 2);
  const agent = by && parsed.figures.find(({ start }) => start >= by.end);
  if (agent) parsed.signs = parsed.signs.filter((sign) => sign !== by);
  return agent;
}

/** The figure of the act's own clause that most likely does it. */
export function subjectOf(act: Act, parsed: Parsed, grammar: Grammar): Figure | undefined {
  const clause = clauseOf(parsed, act);
  const own = parsed.figures.filter((figure) => clauseOf(parsed, figure) === clause);
  // "It burns the castle": the one who acts is a pronoun right before the verb.
  const before = parsed.text.slice(Math.max(parsed.clauses[clause]!, own.findLast(({ end }) => end <= act.start)?.end ?? 0), act.start);
  if (grammar.pronouns && [...before.matchAll(grammar.pronouns)].length > 0 && !own.some(({ end }) => end <= act.start)) return undefined;
  const [best] = own.map((figure) => ({ figure, cost: costOf(act, figure, own, parsed, grammar) })).sort((a, b) => a.cost - b.cost);
  return best && best.cost < NOBODY ? best.figure : undefined;
}

function costOf(act: Act, figure: Figure, own: Figure[], parsed: Parsed, grammar: Grammar): number {
  if (figure.kind === 'character' && !can(figure, act)) return NOBODY;
  const before = figure.end <= act.start;
  const gap = before ? act.start - figure.end : figure.start - act.end;
  const between = parsed.text.slice(act.end, figure.start);
  // A participle stands before its noun: the flying dragon, 飛んでいる竜.
  if (
    !before &&
    grammar.verb === 'last' &&
    gap <= LONGEST_AUXILIARY &&
    !/[\p{P}\n]/u.test(between) &&
    !own.some((other) => other.start >= act.end && other.end <= figure.start)
  )
    return COST.kind[figure.kind] / 2 + gap * 0.1;
  if (!before && gap <= 2 && /ing$/i.test(act.surface))
    return ARTICLE.test(parsed.text.slice(0, act.start)) ? -1 : COST.kind[figure.kind] / 2;
  const passed = own.filter((other) =>
    before ? other.start > figure.start && other.end <= act.start : other.end < figure.end && other.start >= act.end,
  ).length;
  const marked = before && grammar.subject?.test(parsed.text.slice(figure.end)) ? -3 : 0;
  const willing = figure.kind !== 'character' && can(figure, act);
  const kind = willing ? COST.willing[figure.kind] : COST.kind[figure.kind];
  return (
    kind +
    (before ? 0 : COST.wrongSide[grammar.verb]) +
    (isPlaced(figure, parsed, grammar) ? COST.placed : 0) +
    (isObject(figure, act, parsed, grammar) ? COST.object : 0) +
    (grammar.verb === 'last' ? 0 : passed * COST.passed) +
    (grammar.verb === 'last' && before ? own.filter((other) => other.start < figure.start).length * COST.passed : 0) +
    gap * COST.perLetter +
    marked
  );
}

/** Whether a word of place belongs to the figure: it is where something happens, not who does it. */
function isPlaced(figure: Figure, parsed: Parsed, grammar: Grammar): boolean {
  return parsed.signs.filter(isRelating).some((sign) => {
    const post = grammar.relations === 'after' && !grammar.relationsBefore.includes(sign.relation);
    const [from, to] = post ? [figure.end, sign.start] : [sign.end, figure.start];
    if (from > to || to - from > 40) return false;
    return ![...parsed.figures, ...parsed.signs.filter((other) => other.role === 'action' || other.role === 'relation')].some(
      ({ start, end }) => start >= from && end <= to && start !== figure.start,
    );
  });
}

function isObject(figure: Figure, act: Act, parsed: Parsed, grammar: Grammar): boolean {
  if (grammar.verb !== 'middle') return false;
  const verb = parsed.signs.filter(isAct).findLast((other) => other !== act && other.end <= figure.start);
  if (!verb || verb.start > act.start) return false;
  return (
    clauseOf(parsed, verb) === clauseOf(parsed, figure) &&
    !parsed.figures.some((other) => other.start >= verb.end && other.end <= figure.start)
  );
}

/** Whether a figure of its kind can do this. */
export const can = ({ kind }: Figure, { action }: Act) =>
  kind === 'character' ? action === undefined || !doneBy.only.includes(action) : action !== undefined && doneBy[kind].includes(action);

import type { Relation } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { phraseAround } from './clause.parser.js';
import { clauseOf, type Figure, groupOf, isAct, isAttribute, isRelating, type Parsed, type Relating, type Span } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

/** Things that are put on, not entered. */
const worn = new Set(loadJson(import.meta.url, './worn.json', z.array(z.string())));

/** Lights of the sky: nobody takes them along. */
const skyLights = new Set(loadJson(import.meta.url, './sky-lights.json', z.array(z.string())));

/** Of two places told for one figure, the one that an illustrator can do more with. */
const WEIGHT: Record<Relation, number> = {
  on: 9,
  above: 9,
  under: 9,
  behind: 8,
  in_front_of: 8,
  inside: 7,
  beside: 6,
  around: 5,
  towards: 4,
  with: 2,
};
/** The farthest that a word of place stands from its place, in letters. */
const REACH = 36;
/** The most letters between "with" and what is with it. */
const ARTICLE = 8;

/** Puts figures where the sentence says that they are, seen from other figures. */
export function attachPlacements(parsed: Parsed, grammar: Grammar, carried: Figure[]): void {
  for (const sign of parsed.signs.filter(isRelating)) {
    const post = grammar.relations === 'after' && !grammar.relationsBefore.includes(sign.relation);
    const target = targetOf(sign, post, parsed);
    if (!target) continue;
    const alone = absoluteIn(sign, target, post, parsed);
    const figure = alone ?? placedBy(sign, target, post, parsed) ?? carried[0];
    if (!figure || figure === target) continue;
    if (figure.placement && WEIGHT[figure.placement.relation] >= WEIGHT[sign.relation]) continue;
    if (isPlacedAt(target, figure)) continue;
    // Whoever is "in a yellow dress" wears it.
    const relation = worn.has(target.concept) && sign.relation !== 'beside' ? 'with' : sign.relation;
    // Many languages have one word for "on" and "above"; no light of the sky sits on a tree.
    figure.placement = { relation: relation === 'on' && skyLights.has(figure.concept) ? 'above' : relation, target };
    if (alone && !endsList(sign, parsed, grammar)) continue;
    // Who is named in one breath stands there too, but for the target itself and what others stand by.
    for (const other of groupOf(figure, parsed.figures))
      if (other !== target && !isPlacedAt(target, other) && !isPlace(other, parsed)) other.placement ??= figure.placement;
  }
}

/** The place: the next figure, if nothing but its own attributes stands between. */
function targetOf(sign: Relating, post: boolean, parsed: Parsed): Figure | undefined {
  const target = post
    ? parsed.figures.findLast(({ end }) => end <= sign.start + 1)
    : parsed.figures.find(({ start }) => start >= sign.end - 1);
  if (!target) return undefined;
  const [from, to] = post ? [target.end, sign.start] : [sign.end, target.start];
  if (to - from > REACH || clauseOf(parsed, target) !== clauseOf(parsed, sign)) return undefined;
  const blocked = parsed.signs.some(
    ({ role, start, end }) =>
      start >= from && end <= to && (role === 'relation' || role === 'moment' || (role === 'action' && !post && target.start - end > 1)),
  );
  return blocked || passesPhrase(parsed, from, to) ? undefined : target;
}

/** Whether a comma ends what a word of place was about; the one between two attributes ("on a big, dark rock") does not. */
function passesPhrase({ text, signs }: Parsed, from: number, to: number): boolean {
  const { start, end } = phraseAround(text, from);
  const [near, far] = [Math.max(from, start), Math.min(to, end)];
  return far < to && !signs.some((sign) => isAttribute(sign) && isWithin(sign, { start: near, end: far }));
}

const isWithin = (span: Span, { start, end }: Span) => span.start >= start && span.end <= end;

/**
 * Who stands there where no verb says it: "a fox runs, the moon above the pines" and "with the moon above the pines" tell
 * of the moon, whoever runs.
 */
function absoluteIn(sign: Relating, target: Figure, post: boolean, parsed: Parsed): Figure | undefined {
  const phrase = phraseAround(parsed.text, sign.start);
  const others = parsed.figures.filter((figure) => figure !== target && isWithin(figure, phrase));
  const before = others.findLast(({ end }) => end <= sign.start);
  // "Über den Dächern der Mond": what is after the place is the roofs' own, but for a light of the sky.
  const after = others.find(({ start, concept }) => (post ? start >= sign.end : start >= target.end && skyLights.has(concept)));
  const nearest = post ? (after ?? before) : (before ?? after);
  if (!nearest) return undefined;
  const verbless = !parsed.signs.some((other) => isAct(other) && isWithin(other, phrase));
  return verbless || (!post && skyLights.has(nearest.concept) && isWith(parsed, nearest)) ? nearest : undefined;
}

const isWith = ({ signs }: Parsed, { start }: Span) =>
  signs.some((sign) => isRelating(sign) && sign.relation === 'with' && sign.end <= start && start - sign.end < ARTICLE);
/** "A pear and a cake on the table" ends a list that began before, and so does the last figure where nobody acts; else it is told of alone. */
function endsList(sign: Relating, parsed: Parsed, { and }: Grammar): boolean {
  const { start } = phraseAround(parsed.text, sign.start);
  const acted = parsed.signs.some((other) => isAct(other) && clauseOf(parsed, other) === clauseOf(parsed, sign));
  return !acted || (and !== undefined && parsed.text.slice(start, sign.start).match(and) !== null);
}

const isPlace = (figure: Figure, { figures }: Parsed) => figures.some(({ placement }) => placement?.target === figure);

/** Who stands there: the one who acts in this clause, else the figure named before. */
function placedBy(sign: Relating, target: Figure, post: boolean, parsed: Parsed): Figure | undefined {
  const clause = clauseOf(parsed, sign);
  const others = parsed.figures.filter((figure) => figure !== target && clauseOf(parsed, figure) === clause);
  const act = parsed.signs.filter(isAct).some((sign) => clauseOf(parsed, sign) === clause);
  if (post) {
    const after = others.find(({ start }) => start >= sign.end);
    const acting = others.filter(({ kind, action, verb }) => kind !== 'location' && (action ?? verb));
    return acting[0] ?? after ?? others.findLast(({ end, kind }) => end <= target.start && kind !== 'location');
  }
  const before = others.filter(({ end }) => end <= sign.start);
  const acting = before.filter(({ kind, action, verb }) => kind !== 'location' && (action ?? verb));
  const nearest = before.at(-1);
  // "A house on the hill" needs no verb; "a knight rides a horse through the forest" is about the knight.
  const verbBetween = nearest && parsed.signs.some((other) => isAct(other) && other.start >= nearest.end && other.end <= sign.start);
  if (!act || (nearest && !verbBetween && acting.length === 0)) return nearest ?? others.find(({ start }) => start > target.end);
  return acting.at(-1) ?? nearest ?? others.find(({ start, action }) => start > target.end && action !== undefined);
}

/** Two figures never stand on each other. */
function isPlacedAt(figure: Figure, other: Figure): boolean {
  for (let at = figure.placement?.target, steps = 0; at && steps < 20; at = at.placement?.target, steps++) if (at === other) return true;
  return false;
}

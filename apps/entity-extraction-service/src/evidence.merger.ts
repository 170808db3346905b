import { FilmLexicon } from '@polyreel/language';
import type { Figure } from './figure.model.js';
import type { Reading } from './sentence.reader.js';

/** How far one language's word is believed where the other language says nothing of it. */
const ALONE = { original: 0.95, translated: 0.75 };
/** What only a translation tells must be this sure, where the original's own words are known. */
const SURE_ENOUGH = 0.6;

/** Joins what the original and its English translation tell of one sentence: what both name is one figure, and surer. */
export function mergeReadings(original: Reading, translated: Reading | undefined, language: string, english: string): Figure[] {
  if (!translated) return original.figures;
  const absent = new Set([...original.absent, ...translated.absent]);
  let ours = original.figures.filter(({ concept }) => !absent.has(concept));
  const theirs = translated.figures.filter(({ concept }) => !absent.has(concept));
  const partner = new Map<Figure, Figure>();
  for (const figure of ours) {
    const match = theirs.find((other) => !partner.has(other) && same(figure, other));
    if (match) partner.set(match, figure);
  }
  const matched = new Set(partner.values());
  for (const [theirFigure, figure] of partner) complete(figure, theirFigure, partner, theirs);
  // Where no word list knows the language's little words, one of them may look like a thing (sobre, an envelope): a
  // translation that knows the other figures but not this one says so.
  if (matched.size > 0 && !FilmLexicon.speaks(language))
    ours = ours.filter((figure) => matched.has(figure) || english.includes(figure.label));
  for (const figure of ours) if (!matched.has(figure)) figure.confidence *= ALONE.original;
  const strangers = theirs.filter((other) => !partner.has(other) && isBelieved(other, ours, matched, partner, theirs, language));
  for (const stranger of strangers) {
    stranger.confidence *= ALONE.translated;
    if (stranger.placement) stranger.placement.target = partner.get(stranger.placement.target) ?? stranger.placement.target;
    stranger.start = placeAmong(stranger, theirs, partner);
  }
  return [...ours, ...strangers].sort((a, b) => a.start - b.start);
}

const same = (a: Figure, b: Figure) =>
  (a.carried === true && b.carried === true) ||
  (!a.carried && !b.carried && (a.concept === b.concept || (a.emoji !== undefined && a.emoji === b.emoji)));

/** The original's word order is the writer's own: its attributes stand, the translation fills the gaps. */
function complete(figure: Figure, other: Figure, partner: Map<Figure, Figure>, all: Figure[]): void {
  for (const trait of ['colour', 'size', 'count'] as const) {
    // Where no figure of ours carries what another of theirs does, ours took it from a word nobody knew.
    const theirs = [...all].filter((one) => one !== other && one[trait] !== undefined && one[trait] === figure[trait]);
    if (other[trait] === undefined && theirs.some((one) => !partner.has(one))) delete figure[trait];
  }
  figure.confidence = Math.min(0.98, 1 - (1 - figure.confidence) * (1 - 0.8 * other.confidence));
  figure.colour ??= other.colour;
  figure.size ??= other.size;
  if (figure.count === undefined || figure.count === 1) figure.count = other.count ?? figure.count;
  if (figure.action === undefined && other.action !== undefined) {
    figure.action = other.action;
    figure.verb = other.verb;
  } else if (figure.action === undefined) figure.verb ??= other.verb;
  figure.qualities = [...new Set([...figure.qualities, ...other.qualities])].slice(0, 8);
  const target = other.placement && partner.get(other.placement.target);
  if (!figure.placement && other.placement && target && target !== figure && target.placement?.target !== figure)
    figure.placement = { relation: other.placement.relation, target };
}

/** A figure that only the translation names: not where it stands for one that only the original names, for then the two disagree. */
function isBelieved(
  other: Figure,
  ours: Figure[],
  matched: Set<Figure>,
  partner: Map<Figure, Figure>,
  theirs: Figure[],
  language: string,
): boolean {
  // A language that leaves its pronouns out may have hidden who acts; English says it.
  if (other.carried) return !ours.some(({ carried, action, verb }) => carried ?? action ?? verb);
  if (!FilmLexicon.speaks(language)) return true;
  if (other.confidence < SURE_ENOUGH) return false;
  const rival = ours.find((figure) => !matched.has(figure) && figure.kind === other.kind && between(figure, other, partner, theirs, ours));
  if (rival) rival.confidence *= 0.9;
  return !rival;
}

/** Whether both stand between the same agreed figures. */
function between(figure: Figure, other: Figure, partner: Map<Figure, Figure>, theirs: Figure[], ours: Figure[]): boolean {
  const agreed = new Set(partner.values());
  const rank = ours.slice(0, ours.indexOf(figure)).filter((one) => agreed.has(one)).length;
  return rank === theirs.slice(0, theirs.indexOf(other)).filter((one) => partner.has(one)).length;
}

/** Right after the figure that precedes it in the translation. */
function placeAmong(stranger: Figure, theirs: Figure[], partner: Map<Figure, Figure>): number {
  const before = theirs.slice(0, theirs.indexOf(stranger)).findLast((one) => partner.has(one));
  return before ? partner.get(before)!.start + 0.5 : -1;
}

import type { Candidate } from './candidate.js';
import { type Category, CATEGORIES } from './vocabulary.js';

type Group = 'figure' | 'action' | 'attribute' | 'moment' | 'mood' | 'camera' | 'sequence' | 'relation';

/** Only one reading of a group may hold a stretch of text; readings of different groups may share it (kiss: an action and a mood). */
const GROUP: Record<Category, Group> = {
  thing: 'figure',
  place: 'figure',
  action: 'action',
  colour: 'attribute',
  size: 'attribute',
  count: 'attribute',
  quality: 'attribute',
  time: 'moment',
  season: 'moment',
  weather: 'moment',
  era: 'moment',
  mood: 'mood',
  camera: 'camera',
  sequence: 'sequence',
  relation: 'relation',
};

const precedence = new Map(CATEGORIES.map((category, rank) => [category, rank]));
const groupOf = (candidate: Candidate) => GROUP[candidate.form.category];
const lengthOf = (candidate: Candidate) => candidate.end - candidate.start;

/** Settles overlaps: the longest wins, then the surer, then the one with more letters of its own, then the earlier category. */
export function settle(candidates: Candidate[]): Candidate[] {
  const ranked = candidates.toSorted(
    (a, b) =>
      lengthOf(b) - lengthOf(a) ||
      b.literal - a.literal ||
      b.confidence - a.confidence ||
      precedence.get(a.form.category)! - precedence.get(b.form.category)! ||
      a.start - b.start,
  );
  // By the letter they cover, so that a long text costs no more per candidate than a short one.
  const covering = new Map<number, Candidate[]>();
  const kept: Candidate[] = [];
  for (const candidate of ranked) {
    const letters = Array.from({ length: lengthOf(candidate) }, (_, offset) => candidate.start + offset).filter(
      (letter) => !candidate.holes?.some(({ start, end }) => letter >= start && letter < end),
    );
    if (letters.some((letter) => covering.get(letter)?.some((other) => !agree(candidate, other)))) continue;
    kept.push(candidate);
    for (const letter of letters) covering.set(letter, [...(covering.get(letter) ?? []), candidate]);
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** May the weaker stand beside the stronger that covers (part of) it? */
function agree(weaker: Candidate, stronger: Candidate): boolean {
  const [group, over] = [groupOf(weaker), groupOf(stronger)];
  if (group === over) return false;
  if (weaker.start === stronger.start && weaker.end === stronger.end)
    return weaker.literal === stronger.literal && weaker.confidence > stronger.confidence - 0.1;
  // A camera or sequence phrase is no picture: nothing inside it is. A mood word hides nothing else.
  if (over === 'camera' || over === 'sequence') return false;
  if (over === 'mood') return true;
  return group === 'mood' || (group === 'moment' && over === 'figure');
}

import type { Action, Colour, Entity, Relation, Scenery, Size } from '@polyreel/contracts';

export type Source = 'lexicon' | 'cldr' | 'compromise';

/** A place in a text, in UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}

/** Someone, something or some place that a sentence puts into the picture, with all that the sentence says of it. */
export interface Figure extends Span {
  concept: string;
  /** The word as it stands in the text. */
  label: string;
  kind: Entity['kind'];
  emoji?: string;
  scenery?: Scenery;
  confidence: number;
  colour?: Colour;
  size?: Size;
  count?: number;
  action?: Action;
  verb?: string;
  qualities: string[];
  placement?: { relation: Relation; target: Figure };
  /** "another dragon": not the one that was spoken of. */
  another?: boolean;
  /** Who acts is not said again: the one who acted in the sentence before. */
  carried?: boolean;
  /** The figure it is named in one breath with: they act together. */
  companion?: Figure;
}

/** A word that says something of a figure. */
export type Sign = Span & { surface: string; concept: string; confidence: number } & (
    | { role: 'colour'; colour: Colour }
    | { role: 'size'; size: Size }
    | { role: 'count'; count: number }
    | { role: 'quality' }
    | { role: 'action'; action?: Action }
    | { role: 'relation'; relation: Relation }
    /** A time, a season or a kind of weather: "at night" is no place to stand in. */
    | { role: 'moment' }
  );

export type Attribute = Extract<Sign, { role: 'colour' | 'size' | 'count' | 'quality' }>;
export type Act = Extract<Sign, { role: 'action' }>;
export type Relating = Extract<Sign, { role: 'relation' }>;

export const isAttribute = (sign: Sign): sign is Attribute =>
  sign.role === 'colour' || sign.role === 'size' || sign.role === 'count' || sign.role === 'quality';
export const isAct = (sign: Sign): sign is Act => sign.role === 'action';
export const isRelating = (sign: Sign): sign is Relating => sign.role === 'relation';

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** One sentence in one language: its figures and signs in order, cut into clauses. */
export interface Parsed {
  text: string;
  language: string;
  figures: Figure[];
  signs: Sign[];
  /** Where clauses begin, ascending; the first is 0. */
  clauses: number[];
  sources: Set<Source>;
}

/** The number of the clause that a place lies in. */
export const clauseOf = ({ clauses }: Pick<Parsed, 'clauses'>, { start }: Span): number => clauses.findLastIndex((begin) => begin <= start);

/** A figure with all that are named in one breath with it, before and after. */
export function groupOf(figure: Figure, figures: readonly Figure[]): Figure[] {
  const group = [figure];
  for (let next = figure.companion; next && !group.includes(next); next = next.companion) group.push(next);
  for (let first = figures.find(({ companion }) => companion === group[0]); first && !group.includes(first);) {
    group.unshift(first);
    first = figures.find(({ companion }) => companion === group[0]);
  }
  return group;
}

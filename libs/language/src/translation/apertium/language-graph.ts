import { normalCode, pivotRank } from './language-codes.js';

/** An installed direction. `mode` is what the program calls it: `ro-es`. */
export interface Direction {
  mode: string;
  from: string;
  to: string;
}

/** More pivots than this lose more than a word-by-word gloss does. */
const MOST_STEPS = 3;

/** The directions in what `apertium -l` prints. Variants (`cat-eng_US`, `eo-en-compounds`) are the same language again and left out. */
export function directionsIn(listing: string): Direction[] {
  return listing.split(/\s+/).flatMap((mode) => {
    const [, from, to] = /^([a-z]{2,3})-([a-z]{2,3})$/.exec(mode) ?? [];
    return from && to ? [{ mode, from: normalCode(from), to: normalCode(to) }] : [];
  });
}

/** All shortest ways from one language to another over installed directions, by the best pivot first; none where there is no way. */
export function shortestWays(directions: readonly Direction[], from: string, to: string): Direction[][] {
  let ways: Direction[][] = [[]];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    ways = ways.flatMap((way) => {
      const been = new Set([from, ...way.map((direction) => direction.to)]);
      const at = way.at(-1)?.to ?? from;
      return directions.filter((next) => next.from === at && !been.has(next.to)).map((next) => [...way, next]);
    });
    const arrived = ways.filter((way) => way.at(-1)?.to === to);
    if (arrived.length) return arrived.sort((a, b) => pivotRank(a[0]!.to) - pivotRank(b[0]!.to));
  }
  return [];
}

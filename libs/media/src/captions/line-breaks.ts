import { type Unit, widthOf } from './caption-text.js';

/** Breaking after these costs a reader least. */
const PAUSE = /[.!?…。！？;:,،؛؟、，：；।॥]["'»”’)\]]*$/u;

/**
 * Cuts pieces into the given number of rows, each at most `widest` columns, as even as they can be and rather after a pause.
 * Undefined where they do not fit. Exact, by dynamic programming over the breaks; a row holds few pieces, so it is linear in the text.
 */
export function evenRows(units: readonly Unit[], rows: number, widest: number): Unit[][] | undefined {
  const total = widthOf(units);
  if (units.length === 0 || total > rows * (widest + 1)) return undefined;
  const goal = total / rows;
  // ends[n]: width of the first n pieces on one line.
  const ends = [0];
  units.forEach((unit, i) => ends.push(ends[i]! + unit.columns + (unit.spaced && i > 0 ? 1 : 0)));
  const width = (from: number, to: number) => ends[to]! - ends[from]! - (units[from]!.spaced && from > 0 ? 1 : 0);
  const cost = (from: number, to: number) =>
    (width(from, to) - goal) ** 2 - (to < units.length && PAUSE.test(units[to - 1]!.text) ? (goal * 0.35) ** 2 : 0);
  // best[n]: least cost of laying the first n pieces into the rows so far, and where each of those rows but the first begins.
  let best: (Laid | undefined)[] = ends.map((_, n) => (n > 0 && width(0, n) <= widest ? { cost: cost(0, n), breaks: [] } : undefined));
  for (let row = 2; row <= rows; row++) {
    best = ends.map((_, n) => {
      let least: Laid | undefined;
      for (let from = n - 1; from > 0 && width(from, n) <= widest; from--) {
        const before = best[from];
        const sum = before ? before.cost + cost(from, n) : Infinity;
        if (before && (!least || sum < least.cost)) least = { cost: sum, breaks: [...before.breaks, from] };
      }
      return least;
    });
  }
  const found = best.at(-1);
  if (!found) return undefined;
  const edges = [0, ...found.breaks, units.length];
  return edges.slice(1).map((end, i) => units.slice(edges[i], end));
}

interface Laid {
  cost: number;
  breaks: number[];
}

/** The fewest even rows that hold all pieces. Every piece must fit a row by itself. */
export function fewestRows(units: readonly Unit[], widest: number): Unit[][] {
  for (let rows = Math.max(1, Math.ceil(widthOf(units) / (widest + 1))); rows <= units.length; rows++) {
    const laid = evenRows(units, rows, widest);
    if (laid) return laid;
  }
  return units.map((unit) => [unit]);
}

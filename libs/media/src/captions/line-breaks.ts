import { type Unit, widthOf } from './caption-text.js';

/** Breaking after these costs a reader least. */
const PAUSE = /[.!?…。！？;:,،؛؟、，：；।॥]["'»”’)\]]*$/u;

/**
 * Cuts pieces into the given number of rows, each at most `widest` columns, as even as they can be and rather after a pause.
 * Undefined where they do not fit. Exact, by dynamic programming over the breaks: a caption has few pieces.
 */
export function evenRows(units: readonly Unit[], rows: number, widest: number): Unit[][] | undefined {
  const goal = widthOf(units) / rows;
  const cost = (from: number, to: number): number => {
    const row = units.slice(from, to);
    const width = widthOf(row);
    if (width > widest || row.length === 0) return Infinity;
    const last = to === units.length;
    return (width - goal) ** 2 - (!last && PAUSE.test(row.at(-1)!.text) ? (goal * 0.35) ** 2 : 0);
  };
  // best[k][n]: least cost of laying the first n pieces into k rows, and where the last of them begins.
  let best: { cost: number; breaks: number[] }[] = units.map((_, n) => ({ cost: cost(0, n + 1), breaks: [] }));
  for (let row = 2; row <= rows; row++) {
    best = units.map((_, n) => {
      let least: { cost: number; breaks: number[] } = { cost: Infinity, breaks: [] };
      for (let from = 1; from <= n; from++) {
        const before = best[from - 1]!;
        const total = before.cost + cost(from, n + 1);
        if (total < least.cost) least = { cost: total, breaks: [...before.breaks, from] };
      }
      return least;
    });
  }
  const found = best.at(-1);
  if (!found || found.cost === Infinity) return undefined;
  const edges = [0, ...found.breaks, units.length];
  return edges.slice(1).map((end, i) => units.slice(edges[i], end));
}

/** The fewest even rows that hold all pieces. Every piece must fit a row by itself. */
export function fewestRows(units: readonly Unit[], widest: number): Unit[][] {
  for (let rows = Math.max(1, Math.ceil(widthOf(units) / (widest + 1))); rows <= units.length; rows++) {
    const laid = evenRows(units, rows, widest);
    if (laid) return laid;
  }
  return units.map((unit) => [unit]);
}

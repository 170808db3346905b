/** The shortest shot, in seconds, in which a viewer still reads a picture. */
export const SHORTEST_SHOT = 1.2;
/** The longest take, in seconds, before the eye wants another view; also what most video models make in one piece. */
export const LONGEST_SHOT = 8;

// Eighths of a second are exact in binary, so lengths add up to the last bit; at 24 frames a second each is three frames.
const GRID = 8;
const SHORTEST = Math.ceil(SHORTEST_SHOT * GRID);
const LONGEST = LONGEST_SHOT * GRID;

/** How many shots a film of this length can hold at most. */
export const mostShots = (seconds: number): number => Math.max(1, Math.floor(Math.floor(seconds * GRID) / SHORTEST));

/**
 * Shares a film's length among its shots by weight; the lengths add up to `seconds` exactly.
 * No shot is shorter than SHORTEST_SHOT, and none longer than LONGEST_SHOT unless there are too few shots for the length.
 * Throws a RangeError where there are more shots than `mostShots(seconds)`.
 */
export function shotLengths(weights: readonly number[], seconds: number): number[] {
  const count = weights.length;
  if (count === 0 || count > mostShots(seconds)) throw new RangeError(`${seconds} s cannot hold ${count} shots`);
  const units = Math.floor(seconds * GRID);
  const longest = count * LONGEST < units ? units : LONGEST;
  const shortest = count === 1 ? 0 : SHORTEST;
  const shares = rounded(bounded(weights, units, shortest, longest), units);
  const lengths = shares.map((share) => share / GRID);
  // What the grid leaves over belongs to the last shot.
  lengths[count - 1]! += seconds - units / GRID;
  return lengths;
}

/** Proportional shares within bounds: a share that would leave them is set to the bound and the rest is shared anew. */
function bounded(weights: readonly number[], units: number, shortest: number, longest: number): number[] {
  const shares = new Array<number | undefined>(weights.length).fill(undefined);
  for (;;) {
    const free = weights.map((weight, at) => ({ weight, at })).filter(({ at }) => shares[at] === undefined);
    const left = units - shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
    const total = free.reduce((sum, { weight }) => sum + weight, 0);
    const wanted = free.map(({ weight, at }) => ({ at, share: total > 0 ? (left * weight) / total : left / free.length }));
    const over = wanted.reduce((sum, { share }) => sum + Math.max(0, share - longest) - Math.max(0, shortest - share), 0);
    // The side that is violated more is settled first, or the other side could become unsatisfiable.
    const settled = wanted.filter(({ share }) => (over >= 0 ? share > longest : share < shortest));
    if (settled.length === 0) return weights.map((_, at) => shares[at] ?? wanted.find((one) => one.at === at)!.share);
    for (const { at } of settled) shares[at] = over >= 0 ? longest : shortest;
  }
}

/** Whole units by largest remainder. */
function rounded(shares: readonly number[], units: number): number[] {
  const whole = shares.map((share) => Math.floor(share + 1e-9));
  const byRemainder = shares.map((share, at) => ({ at, rest: share - whole[at]! })).sort((a, b) => b.rest - a.rest || a.at - b.at);
  const missing = units - whole.reduce((sum, share) => sum + share, 0);
  for (let step = 0; step < missing; step++) whole[byRemainder[step % byRemainder.length]!.at]! += 1;
  return whole;
}

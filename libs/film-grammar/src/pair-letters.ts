/** Beyond so many comparisons the letters are paired by their place alone. A minute of speech beside itself takes about one million. */
const MOST_CELLS = 9_000_000;
/** A letter that stands for another one costs less than one left out and one put in: a misheard word keeps its place. */
const LEFT_OUT = 2;
const OTHERWISE = 3;

const [DIAGONAL, UP, LEFT] = [0, 1, 2];

/** Pairs two sequences of letters, in order, so that as few as possible differ: `[index in a, index in b]`, rising in both. */
export function pairLetters(a: readonly string[], b: readonly string[]): [number, number][] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [rows, columns] = [a.length - head - tail, b.length - head - tail];
  const middle =
    rows * columns > MOST_CELLS ? byPlace(rows, columns) : fewestChanges(a.slice(head, head + rows), b.slice(head, head + columns));
  return [
    ...Array.from({ length: head }, (_, at): [number, number] => [at, at]),
    ...middle.map(([i, j]): [number, number] => [head + i, head + j]),
    ...Array.from({ length: tail }, (_, at): [number, number] => [a.length - tail + at, b.length - tail + at]),
  ];
}

const byPlace = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, at): [number, number] => [at, Math.floor((at * columns) / rows)]);

/** Needleman and Wunsch's alignment, with one byte a cell for the way back. */
function fewestChanges(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const came = new Uint8Array((a.length + 1) * width);
  let above = Float64Array.from({ length: width }, (_, j) => j * LEFT_OUT);
  came.fill(LEFT, 1, width);
  for (let i = 1; i <= a.length; i++) {
    const row = new Float64Array(width);
    row[0] = i * LEFT_OUT;
    came[i * width] = UP;
    for (let j = 1; j < width; j++) {
      const pair = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : OTHERWISE);
      const up = above[j]! + LEFT_OUT;
      const left = row[j - 1]! + LEFT_OUT;
      row[j] = Math.min(pair, up, left);
      came[i * width + j] = row[j] === pair ? DIAGONAL : row[j] === up ? UP : LEFT;
    }
    above = row;
  }
  const pairs: [number, number][] = [];
  for (let i = a.length, j = b.length; i > 0 && j > 0;) {
    const from = came[i * width + j];
    if (from === DIAGONAL) pairs.push([--i, --j]);
    else if (from === UP) i--;
    else j--;
  }
  return pairs.reverse();
}

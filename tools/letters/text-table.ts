/** A column: its head, and what of a row stands in it. */
export type Column<Row> = readonly [head: string, cell: (row: Row) => string | number];

/** The narrowest that a last column is cut to: less says nothing. */
const NARROWEST = 20;

/** Rows as a person reads them. The last column takes what the width leaves and is cut there; ids stay whole, so that they can be copied. */
export function textTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number): string {
  const lines = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, cell]) => oneLine(String(cell(row)))))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  const last = Math.max(NARROWEST, width - before);
  return lines
    .map((line) =>
      line
        .map((cell, at) => (at < line.length - 1 ? cell.padEnd(widths[at]!) : cut(cell, last)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A foreign message must not draw on the terminal: control characters are shown as spaces. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

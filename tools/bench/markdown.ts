const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** One thing that the figures must show, and whether they do. */
export const verdict = (holds: boolean, claim: string): string => `- ${holds ? 'Holds' : '**Does not hold**'}: ${claim}`;

/** No line of a log is longer, in characters: what somebody sends must not fill a disk or be cut in two by whoever collects it. */
export const LONGEST_LINE = 16_384;
const LONGEST_TEXT = 1_000;
const MOST_ENTRIES = 30;
const DEEPEST = 4;

/** What a terminal or a reader acts on instead of showing it, and JSON leaves as it is: C1 controls, line separators, marks that turn text around. */
const ACTING = /[\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/**
 * A line of JSON as it may be written: what acts is escaped, and one that is too long is cut inside, so that it stays one object with its time
 * and its message. A usual line goes through with one look.
 */
export function logLine(line: string): string {
  const text = escaped(line);
  return text.length > LONGEST_LINE ? `${shortened(line)}\n` : text;
}

/** Outside strings JSON has none of these, so each may be escaped where it stands. */
const escaped = (line: string): string => line.replace(ACTING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

function shortened(line: string): string {
  const { level, time, service, message, ...said } = JSON.parse(line) as Record<string, unknown>;
  const own = { level, time, service, message: inBounds(message, 0), cut: line.length };
  const text = escaped(JSON.stringify({ ...(inBounds(said, 0) as object), ...own }));
  return text.length < LONGEST_LINE ? text : escaped(JSON.stringify(own));
}

function inBounds(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}… (${value.length})` : value;
  if (value === null || typeof value !== 'object') return value;
  if (depth === DEEPEST) return '…';
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  if (Array.isArray(value)) return entries.map(([, one]) => inBounds(one, depth + 1));
  return Object.fromEntries(entries.map(([name, one]) => [name.slice(0, 100), inBounds(one, depth + 1)]));
}

import type { LetterGroup, LetterSummary, LetterView, ReplayView, SkippedMessage } from '@polyreel/http-api';
import { type Column, textTable } from './text-table.js';

/** `2026-11-20 12:34:56`, in UTC as the logs are. */
const time = (iso: string) => iso.slice(0, 19).replace('T', ' ');

const LETTERS: readonly Column<LetterSummary>[] = [
  ['LETTER', ({ letterId }) => letterId],
  ['FAILED (UTC)', ({ lastFailedAt }) => time(lastFailedAt)],
  ['STATE', ({ state, failedAgain }) => (failedAgain > 0 ? `${state} (${failedAgain})` : state)],
  ['QUEUE', ({ queue }) => queue],
  ['EVENT', ({ eventType }) => eventType],
  ['ERROR', ({ error }) => `${error.code ?? error.name}: ${error.message}`],
];

const GROUPS: readonly Column<LetterGroup>[] = [
  ['WAITING', ({ waiting }) => waiting],
  ['REPLAYING', ({ replaying }) => replaying],
  ['FAILED AGAIN', ({ failedAgain }) => failedAgain],
  ['LAST (UTC)', ({ lastFailedAt }) => time(lastFailedAt)],
  ['GROUP', ({ queue, error }) => `${queue}:${error}`],
  ['FOR EXAMPLE', ({ message }) => message],
];

const REPLAYS: readonly Column<ReplayView>[] = [
  ['REPLAY', ({ replayId }) => replayId],
  ['STARTED (UTC)', ({ startedAt }) => time(startedAt)],
  ['STATE', ({ state }) => state],
  ['SENT', ({ sent, total }) => `${sent}/${total}`],
  ['FAILED AGAIN', ({ failedAgain }) => failedAgain],
  ['NO QUEUE', ({ unroutable }) => unroutable],
  ['WHAT', ({ selection }) => wordsFor(selection)],
];

const SKIPPED: readonly Column<SkippedMessage>[] = [
  ['SKIPPED (UTC)', ({ skippedAt }) => time(skippedAt)],
  ['QUEUE', ({ queue }) => queue],
  ['EVENT', ({ eventType }) => eventType],
  ['WHY', ({ reason }) => reason],
];

const drawn =
  <Row>(columns: readonly Column<Row>[], nothing: string) =>
  (rows: readonly Row[], width: number) =>
    rows.length > 0 ? textTable(rows, columns, width) : nothing;

export const lettersTable = drawn(LETTERS, 'No letters.');
export const groupsTable = drawn(GROUPS, 'Nothing waits.');
export const replaysTable = drawn(REPLAYS, 'Nothing was replayed yet.');
export const runningTable = drawn(REPLAYS, 'No replay runs.');
export const skippedTable = drawn(SKIPPED, 'Nothing was skipped.');

function wordsFor(selection: ReplayView['selection']): string {
  if ('all' in selection) return 'all that waited';
  return 'letterId' in selection ? `letter ${selection.letterId}` : `${selection.group.queue}:${selection.group.error}`;
}

/** One letter, opened. */
export function openedLetter(letter: LetterView): string {
  const { body, error, stack } = letter;
  const facts: [string, string | number | null][] = [
    ['letter', letter.letterId],
    ['state', letter.state + (letter.discardReason ? `: ${letter.discardReason} (${letter.discardedBy})` : '')],
    ['queue', letter.queue],
    ['event', `${letter.eventType} ${letter.eventId ?? '(without an id)'}`],
    ['run', letter.correlationId],
    ['failed', `${time(letter.firstFailedAt)} to ${time(letter.lastFailedAt)} UTC, delivered ${letter.attempts} time(s)`],
    ['replayed', letter.replays > 0 ? `${letter.replays} time(s), failed again ${letter.failedAgain} time(s)` : null],
    ['error', `${error.name}${error.code ? ` (${error.code})` : ''}: ${error.message}`],
  ];
  const head = facts.flatMap(([name, fact]) => (fact === null ? [] : [`${name.padEnd(9)}${fact}`])).join('\n');
  const size = `${body.bytes} bytes${body.truncated ? ', of which this is the beginning' : ''}${body.encoding === 'base64' ? ', base64' : ''}`;
  return visible([head, stack, `body (${size})\n${prettyJson(body.content)}`].filter(Boolean).join('\n\n'));
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Foreign bytes must not draw on the terminal. */
const visible = (text: string) => text.replace(/(?!\n)\p{Cc}/gu, '\uFFFD');

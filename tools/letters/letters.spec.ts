import type { LetterGroup, LetterView, ReplayView } from '@polyreel/http-api';
import { describe, expect, it } from 'vitest';
import { parseLetters } from './letters.options.js';
import { groupsTable, lettersTable, openedLetter } from './letters.view.js';
import { endOf, followReplay } from './replay-progress.js';
import { textTable } from './text-table.js';

const ID = '4be0643f-1d98-473b-97cd-ca98a65347dd';
const replay = (about: Partial<ReplayView> = {}): ReplayView => ({
  ...{ replayId: ID, selection: { all: true }, state: 'running', total: 4, sent: 0, failedAgain: 0, unroutable: 0, progress: 0 },
  ...{ startedBy: 'local', startedAt: '2026-01-01T00:00:00.000Z', finishedAt: null },
  ...about,
});
const letter: LetterView = {
  ...{ letterId: ID, service: 'mood-analysis-service', handler: 'analyze-mood', queue: 'mood-analysis-service.analyze-mood' },
  ...{ eventId: 'e1', eventType: 'scene.scene_analysis_started.v1', correlationId: 'run', attempts: 6 },
  ...{
    firstFailedAt: '2026-01-01T00:00:00.000Z',
    lastFailedAt: '2026-01-01T01:00:00.000Z',
    state: 'failed_again',
    replays: 2,
    failedAgain: 2,
  },
  error: { name: 'TypeError', code: null, message: 'no mood\u001b[31m' },
  ...{
    stack: 'TypeError: no mood\n    at read',
    replayId: ID,
    discardedBy: null,
    discardReason: null,
    filedAt: '2026-01-01T01:00:00.000Z',
  },
  ...{ body: { encoding: 'utf8', content: '{"id":"e1"}', bytes: 11, truncated: false }, stamps: {} },
};

describe('the command line of dead letters', () => {
  it.each([
    [['list'], { do: 'list', query: {}, json: false }],
    [
      ['list', '--state', 'any', '--queue', 'a.b', '--correlation-id', 'run', '--json'],
      { do: 'list', query: { state: 'any', queue: 'a.b', correlationId: 'run' }, json: true },
    ],
    [['groups'], { do: 'groups', json: false }],
    [['watch'], { do: 'watch', json: false }],
    [['show', ID], { do: 'show', id: ID, json: false }],
    [['cancel', ID], { do: 'cancel', id: ID, json: false }],
    [['replay', ID], { do: 'replay', selection: { letterId: ID }, json: false }],
    [['replay', '--all', '--json'], { do: 'replay', selection: { all: true }, json: true }],
    [['replay', '--group', 'a.b:not: this'], { do: 'replay', selection: { group: { queue: 'a.b', error: 'not: this' } }, json: false }],
    [['discard', ID, '--reason', 'a test'], { do: 'discard', selection: { letterId: ID }, reason: 'a test', json: false }],
  ])('reads %j', (args, wish) => {
    expect(parseLetters(args)).toEqual(wish);
  });

  it.each([
    [[]],
    [['burn']],
    [['show']],
    [['list', '--state', 'lost']],
    [['replay']],
    [['replay', ID, '--all']],
    [['replay', '--group', 'no-colon']],
    [['discard', ID]],
    [['discard', '--all', '--reason', 'x']],
  ])('does not take %j', (args) => {
    expect(() => parseLetters(args)).toThrow(expect.objectContaining({ code: 'usage', exitCode: 64 }) as Error);
  });
});

describe('what is shown of dead letters', () => {
  it('is a table whose last column takes what is left', () => {
    const columns = [
      ['ID', (row: string) => row],
      ['WORDS', (row: string) => row.repeat(20)],
    ] as const;
    expect(textTable(['one', 'three'], columns, 30).split('\n')).toEqual([
      'ID     WORDS',
      `one    ${'one'.repeat(20).slice(0, 22)}…`,
      `three  ${'three'.repeat(20).slice(0, 22)}…`,
    ]);
  });

  it('names a group as the command takes it', () => {
    const group: LetterGroup = {
      ...{ queue: 'a.b', error: 'schema_mismatch', message: 'm', waiting: 3, replaying: 0, failedAgain: 1 },
      ...{ firstFailedAt: '2026-01-01T00:00:00.000Z', lastFailedAt: '2026-01-01T00:00:00.000Z' },
    };
    const [, line] = groupsTable([group], 200).split('\n');
    const name = line!.split(/\s{2,}/)[4]!;
    expect(parseLetters(['replay', '--group', name])).toMatchObject({ selection: { group: { queue: 'a.b', error: 'schema_mismatch' } } });
    expect(groupsTable([], 200)).toBe('Nothing waits.');
  });

  it('is safe for a terminal, whatever the message says', () => {
    for (const shown of [lettersTable([letter], 300), openedLetter(letter)]) {
      expect(shown).toContain('no mood');
      expect(shown).not.toContain('\u001b');
    }
  });

  it('opens a letter with its stack and its body', () => {
    const opened = openedLetter(letter);
    expect(opened).toContain('replayed 2 time(s), failed again 2 time(s)');
    expect(opened).toContain('TypeError: no mood\n    at read');
    expect(opened).toContain('body (11 bytes)\n{\n  "id": "e1"\n}');
  });
});

describe('a replay that is followed', () => {
  it('shows how far it is until it has sent all', async () => {
    const steps = [replay({ sent: 2, progress: 50 }), replay({ sent: 4, progress: 100, state: 'done', failedAgain: 1 })];
    const shown: [number, string][] = [];
    const client = { progress: () => Promise.resolve(steps.shift()!) };
    const stage = { progress: (percent: number, words: string) => void shown.push([percent, words]) };
    const ended = await followReplay(client, replay(), stage, new AbortController().signal);
    expect(shown).toEqual([
      [0, '0 of 4 sent'],
      [50, '2 of 4 sent'],
      [100, '4 of 4 sent, 1 failed again'],
    ]);
    expect(endOf(ended)).toBe('4 of 4 letter(s) went back to their handlers, 1 failed again. What fails again shows in `groups`.');
  });

  it('ends where it was cancelled, and says what rests on', () => {
    expect(endOf(replay({ state: 'cancelled', sent: 1, unroutable: 1 }))).toBe(
      'Cancelled: 1 of 4 letter(s) went back to their handlers. 1 rest on: their handler has no queue any more. What fails again shows in `groups`.',
    );
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { RunTurns } from './run-turns.js';
import type { Hearing } from './unit-of-work.js';

describe('the turns of a run', () => {
  /** The events of each turn, in order, with the promise that the turn waits for. */
  let begun: { events: string[]; end: (outcomes?: PromiseSettledResult<void>[]) => void; fail: (reason: Error) => void }[];
  let turns: RunTurns;
  beforeEach(() => {
    begun = [];
    turns = new RunTurns({
      decide: (hearings: readonly Hearing[]) =>
        new Promise((resolve, reject) => {
          const events = hearings.map(({ eventId }) => eventId);
          const end = (outcomes?: PromiseSettledResult<void>[]) =>
            resolve(outcomes ?? events.map(() => ({ status: 'fulfilled', value: undefined })));
          begun.push({ events, end, fail: reject });
        }),
    });
  });
  const take = (run: string, eventId: string) => turns.take(run, { consumer: 'spec', eventId, work: () => Promise.resolve(undefined) });
  const tick = () => new Promise((resolve) => setImmediate(resolve));

  it('are shared by what came at the same time, and wait for the one that is under way', async () => {
    const first = [take('run', 'a'), take('run', 'b')];
    await tick();
    const second = [take('run', 'c'), take('run', 'd')];
    await tick();
    expect(begun.map(({ events }) => events)).toEqual([['a', 'b']]);
    begun[0]!.end();
    await Promise.all(first);
    await tick();
    expect(begun.map(({ events }) => events)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    begun[1]!.end();
    await Promise.all(second);
  });

  it('do not hold other runs up', async () => {
    void take('one', 'a');
    void take('other', 'b');
    await tick();
    expect(begun.map(({ events }) => events)).toEqual([['a'], ['b']]);
  });

  it('end well for one event and badly for another', async () => {
    const taken = Promise.allSettled([take('run', 'a'), take('run', 'b')]);
    await tick();
    begun[0]!.end([
      { status: 'rejected', reason: new Error('broken') },
      { status: 'fulfilled', value: undefined },
    ]);
    expect((await taken).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('go on after one that came to nothing', async () => {
    const taken = Promise.allSettled([take('run', 'a'), take('run', 'b')]);
    await tick();
    begun[0]!.fail(new Error('the database is away'));
    expect((await taken).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = take('run', 'c');
    await tick();
    begun[1]!.end();
    await next;
  });
});

import { describe, expect, it } from 'vitest';
import { allOrNone } from './all-or-none.js';

/** Waits until it is told to stop. */
const endless = (signal: AbortSignal, onStop = () => {}) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => {
      onStop();
      reject(signal.reason as Error);
    }),
  );

describe('work in several pieces', () => {
  it('gives the results in the order of the pieces, whichever ends first', async () => {
    let open = (_: string) => {};
    const gate = new Promise<string>((resolve) => (open = resolve));
    expect(await allOrNone([() => gate, async () => (open('first'), 'second')])).toEqual(['first', 'second']);
  });

  it('runs no more pieces at once than allowed', async () => {
    let [running, most] = [0, 0];
    const piece = async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
    };
    await allOrNone(
      Array.from({ length: 9 }, () => piece),
      { atOnce: 2 },
    );
    expect(most).toBe(2);
  });

  it('stops and waits for the others when one fails, and begins no further one', async () => {
    const seen: string[] = [];
    const failing = allOrNone(
      [
        (signal: AbortSignal) => endless(signal, () => seen.push('stopped')),
        () => Promise.reject(new Error('out of film')),
        async () => void seen.push('begun after the failure'),
      ],
      { atOnce: 2 },
    );
    await expect(failing).rejects.toThrow('out of film');
    expect(seen).toEqual(['stopped']);
  });

  it("ends with the caller's reason when the caller stops it", async () => {
    const stop = new AbortController();
    const work = allOrNone([(signal: AbortSignal) => endless(signal)], { signal: stop.signal });
    stop.abort(new Error('the run was cancelled'));
    await expect(work).rejects.toThrow('the run was cancelled');
  });
});

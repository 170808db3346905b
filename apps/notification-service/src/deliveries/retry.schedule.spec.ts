import { describe, expect, it } from 'vitest';
import { LONGEST_MS, retryAfter, waitAfter } from './retry.schedule.js';

const HOUR = 3_600_000;
const start = new Date('2026-11-26T00:00:00Z');

/** When each try is made, in seconds after the first, with this much of the jitter. */
function tries(kind: string, chance: number): number[] {
  const made = [0];
  for (let attempt = 1, now = start.getTime(); ; attempt++) {
    const wait = waitAfter({ attempt, firstAttemptAt: start, kind }, undefined, now, chance);
    if (wait === undefined) return made;
    now += wait;
    made.push((now - start.getTime()) / 1_000);
  }
}

describe('the schedule of tries', () => {
  it('is that of Standard Webhooks over a day', () => {
    expect(tries('generation.completed', 0)).toEqual([0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  });
  it('is spread by up to a tenth', () => expect(tries('generation.completed', 1)[1]).toBe(5.5));
  it('is short for progress, which tells nobody anything hours later', () => expect(tries('generation.progressed', 0)).toEqual([0, 5]));

  it('waits as long as the receiver asks for, and never past the day', () => {
    const tried = { attempt: 1, firstAttemptAt: start, kind: 'generation.completed' };
    expect(waitAfter(tried, 600_000, start.getTime(), 0)).toBe(600_000);
    expect(waitAfter(tried, 1, start.getTime(), 0)).toBe(5_000);
    expect(waitAfter(tried, 1_000 * HOUR, start.getTime(), 0)).toBe(LONGEST_MS);
  });

  it('does not hurry where a try comes late', () => {
    const late = start.getTime() + 3 * HOUR;
    expect(waitAfter({ attempt: 1, firstAttemptAt: start, kind: 'x' }, undefined, late, 0)).toBe(1_000);
  });

  it('reads Retry-After as seconds and as a date, and nothing else', () => {
    expect(retryAfter('120')).toBe(120_000);
    expect(retryAfter('Thu, 26 Nov 2026 00:01:00 GMT', start.getTime())).toBe(60_000);
    expect(retryAfter('Thu, 26 Nov 2020 00:01:00 GMT', start.getTime())).toBe(0);
    for (const nonsense of [undefined, '', 'soon', '-5'])
      expect(retryAfter(nonsense, start.getTime()) ?? 'none').toSatisfy((one) => one === 'none' || one === 0);
  });
});

import type { Shot } from '@polyreel/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Commission } from './commission.js';
import { hire, type Job, SHOTS_AT_ONCE } from './painters.js';

const commission = (key: string): Commission => ({
  kind: 'card',
  shot: {} as Shot,
  look: { width: 64, height: 64, framesPerSecond: 25, seed: 1, quality: 'draft' },
  illustrations: {},
  key,
});
const patron = { take: () => {}, failed: () => {} };
const jobs: Job[] = [];
const hired = (key: string) => {
  const job = hire(commission(key), patron);
  jobs.push(job);
  return job;
};

afterEach(() => jobs.splice(0).forEach((job) => job.end()));

describe('a painter', () => {
  it('that has long been idle joins the crew of a running shot', async () => {
    const job = hired('one');
    const before = job.crew;
    await vi.waitFor(() => expect(job.recruit()).toBe(true), 10_000);
    expect(job.crew).toBe(before + 1);
  });
  it('does not leave the shot that it paints', async () => {
    const all = Array.from({ length: SHOTS_AT_ONCE }, (_, shot) => hired(`shot ${shot}`));
    const last = all.at(-1)!;
    while (last.recruit());
    await vi.waitFor(() => expect(last.recruit()).toBe(false));
  });
});

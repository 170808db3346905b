import { loggerFor } from '@polyreel/service-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { again, at, dead, done, handler } from '../transport.scene.js';
import type { Delivery, Transport, Verdict } from '../transport.js';
import { KillSwitchConfig } from './kill-switch.config.js';
import { KillSwitch } from './kill-switch.js';

const settings = { activation: 4, tripShare: 0.5, trackingMs: 60_000, pauseMs: 10_000, longestPauseMs: 30_000, trials: 2 };
const queue = handler(['suite.happened.v1']);
const skipped: Verdict = { kind: 'skipped', reason: 'unknown' };
const refused: Verdict = {
  kind: 'dead',
  error: { name: 'Permanent', message: 'no' },
  attempts: 1,
  firstFailedAt: at,
  lastFailedAt: at,
  refused: true,
};
const delivery: Delivery = { body: Buffer.from('{}'), routingKey: 'suite.happened.v1', attempt: 1, redelivered: false };

describe('a kill switch', () => {
  let asked: string[];
  let deliver: (delivery: Delivery) => Promise<Verdict>;
  let next: Verdict | Promise<Verdict>;
  let killSwitch: KillSwitch;
  beforeEach(async () => {
    vi.useFakeTimers();
    asked = [];
    const ask = (word: string) => Promise.resolve(void asked.push(word));
    const transport = {
      consume: (_queue: unknown, given: typeof deliver) => {
        deliver = given;
        const resume = (atOnce?: number) => ask(`resume ${atOnce ?? 'all'}`);
        return Promise.resolve({ pause: () => ask('pause'), resume, drain: () => ask('drain') });
      },
    } as unknown as Transport;
    killSwitch = await KillSwitch.consume(transport, queue, () => Promise.resolve(next), settings, loggerFor('spec'));
  });
  afterEach(() => vi.useRealTimers());
  const give = async (...verdicts: Verdict[]) => {
    for (next of verdicts) await deliver(delivery);
  };
  const tripped = () => give(again, again, again, again);

  it('pauses a handler of which most deliveries failed, once there were enough of them', async () => {
    await give(again, again, dead);
    expect(asked).toEqual([]);
    await give(again);
    expect(asked).toEqual(['pause']);
    expect(killSwitch.concern).toContain('is paused');
  });

  it('lets a handler be of which some deliveries fail', async () => {
    for (let round = 0; round < 10; round++) await give(done, done, again);
    expect(asked).toEqual([]);
  });

  it('takes unknown and refused messages for no sign of its handler, neither in the count nor in a trial', async () => {
    await give(refused, skipped, refused, skipped, refused, again, again, again);
    expect(asked).toEqual([]);
    await give(again);
    vi.advanceTimersByTime(settings.pauseMs);
    await give(refused, skipped, refused);
    expect(asked).toEqual(['pause', 'resume 1']);
  });

  it('forgets failures that are older than its tracking period', async () => {
    await give(again, again, again);
    vi.advanceTimersByTime(settings.trackingMs);
    await give(again, again, again);
    expect(asked).toEqual([]);
  });

  it('tries one message at a time after a pause, and takes all again once enough ended well', async () => {
    await tripped();
    vi.advanceTimersByTime(settings.pauseMs);
    await give(done);
    expect(asked).toEqual(['pause', 'resume 1']);
    expect(killSwitch.concern).toContain('one message at a time');
    await give(done);
    expect(asked).toEqual(['pause', 'resume 1', 'resume all']);
    expect(killSwitch.concern).toBeUndefined();
  });

  it('pauses twice as long after each trial that fails, and never longer than its longest', async () => {
    await tripped();
    for (const pauseMs of [10_000, 20_000, 30_000, 30_000]) {
      asked.length = 0;
      vi.advanceTimersByTime(pauseMs - 1);
      expect(asked).toEqual([]);
      vi.advanceTimersByTime(1);
      await give(again);
      expect(asked).toEqual(['resume 1', 'pause']);
    }
  });

  it.each([
    ['as long as before, doubled, where the handler fails again at once', 0, 20_000],
    ['shortly where it was sound for a whole tracking period', settings.trackingMs, 10_000],
  ])('pauses %s', async (_when, soundForMs, pauseMs) => {
    await tripped();
    vi.advanceTimersByTime(settings.pauseMs);
    await give(done, done);
    vi.advanceTimersByTime(soundForMs);
    await tripped();
    asked.length = 0;
    vi.advanceTimersByTime(pauseMs - 1);
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(asked).toEqual(['resume 1']);
  });

  it('does not take the late verdict of a delivery from before the pause for a trial', async () => {
    let judge!: (verdict: Verdict) => void;
    next = new Promise<Verdict>((resolve) => (judge = resolve));
    const slow = deliver(delivery);
    await tripped();
    vi.advanceTimersByTime(settings.pauseMs);
    judge(again);
    await slow;
    expect(asked).toEqual(['pause', 'resume 1']);
  });

  it('does not wake once it is drained', async () => {
    await tripped();
    await killSwitch.drain();
    vi.advanceTimersByTime(settings.longestPauseMs);
    expect(asked).toEqual(['pause', 'drain']);
    expect(killSwitch.concern).toBeUndefined();
  });

  it('has measures without any being set', () => {
    expect(new KillSwitchConfig().settings).toEqual({
      activation: 20,
      tripShare: 0.5,
      trackingMs: 60_000,
      pauseMs: 10_000,
      longestPauseMs: 300_000,
      trials: 3,
    });
  });
});

import { Injectable } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Every } from './every.decorator.js';
import { type RunningService, startService } from './run-service.js';
import { Service } from './service.decorator.js';

/** What was called, in order, and how each call ends. */
const calls: string[] = [];
let work: () => Promise<void>;

@Injectable()
class Caretaker {
  @Every(1_000)
  async sweep(): Promise<void> {
    calls.push('sweep');
    await work();
  }

  @Every(60_000, { atOnce: true })
  look(): Promise<void> {
    calls.push('look');
    return Promise.resolve();
  }
}

@Service({ name: 'session-service', providers: [Caretaker] })
class CaretakerModule {}

describe('a method that is called again and again', () => {
  let service: RunningService;
  let stopped = false;

  beforeEach(async () => {
    vi.stubEnv('INTERNAL_SECRET', 'a secret for tests, as long as it must be');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    calls.length = 0;
    work = () => Promise.resolve();
    stopped = false;
    service = await startService(CaretakerModule, { port: 0 });
  });
  afterEach(async () => {
    if (!stopped) await service.stop();
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const sweeps = () => calls.filter((call) => call === 'sweep').length;

  it('is called after each interval, and at once where that was asked for', async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toEqual(['look']);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sweeps()).toBe(3);
  });

  it('is called again although it failed', async () => {
    work = () => Promise.reject(new Error('the database is away'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sweeps()).toBe(2);
  });

  it('is not called while it runs, and a stop waits for it', async () => {
    let end!: () => void;
    work = () => new Promise((resolve) => (end = resolve));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sweeps()).toBe(1);
    const stopping = service.stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(100);
    expect(stopped).toBe(false);
    end();
    await stopping;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sweeps()).toBe(1);
  });
});

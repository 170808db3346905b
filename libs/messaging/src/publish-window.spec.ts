import { describe, expect, it } from 'vitest';
import { PublishWindow } from './publish-window.js';

describe('the publish window', () => {
  const never = () => new Promise<void>(() => undefined);

  it('lets no more than its number out at once, and the next in as soon as one is confirmed', async () => {
    const window = new PublishWindow(2, 1_000);
    const confirms: (() => void)[] = [];
    let most = 0;
    let out = 0;
    const sends = Array.from({ length: 6 }, () =>
      window.run(1, 60_000, () => {
        most = Math.max(most, ++out);
        return new Promise<void>((resolve) => confirms.push(() => (out--, resolve())));
      }),
    );
    for (let confirmed = 0; confirmed < 6; confirmed++) {
      await new Promise(setImmediate);
      expect(out).toBeLessThanOrEqual(2);
      confirms[confirmed]!();
      await sends[confirmed];
    }
    expect(most).toBe(2);
  });

  it('refuses at once what would take more memory than it may hold', async () => {
    const window = new PublishWindow(1, 100);
    void window.run(10, 60_000, never);
    void window.run(100, 60_000, never);
    await expect(window.run(1, 60_000, never)).rejects.toMatchObject({ code: 'broker_unavailable' });
  });

  it('refuses what found no room in time, and gives its memory free', async () => {
    const window = new PublishWindow(1, 100);
    void window.run(10, 60_000, never);
    await expect(window.run(100, 1, never)).rejects.toMatchObject({ code: 'broker_unavailable' });
    await expect(window.run(100, 1, never)).rejects.toThrow('no room');
  });

  it('gives the place back when a send fails', async () => {
    const window = new PublishWindow(1, 100);
    await expect(window.run(1, 60_000, () => Promise.reject(new Error('nacked')))).rejects.toThrow('nacked');
    expect(await window.run(1, 60_000, () => Promise.resolve('sent'))).toBe('sent');
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.js';

describe('the lock of the set-up', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'polyreel-lock-'));
    file = join(folder, 'set-up.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one piece of work in at a time', async () => {
    const order: string[] = [];
    let leave!: () => void;
    const told = new Promise<void>((resolve) => (leave = resolve));
    const first = withLock(file, async () => {
      await told;
      order.push('first');
    });
    const second = withLock(file, () => Promise.resolve(order.push('second')));
    leave();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('is given back when the work fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    // Larger than any process id that Linux gives out (pid_max is at most 2^22).
    writeFileSync(file, String(2 ** 22 + 1));
    expect(await withLock(file, () => Promise.resolve('in'))).toBe('in');
  });
});

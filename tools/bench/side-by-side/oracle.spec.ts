import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Oracle, readAccount } from './oracle.js';

describe('the account of a kill', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-spec-'));
  const path = join(folder, 'facts');
  beforeEach(() => vi.useFakeTimers({ now: 1_000 }));
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells what was lost and what happened twice, over the lives of several processes', () => {
    const [first, second] = [new Oracle(path), new Oracle(path)];
    first.note('accepted', 'before');
    first.note('accepted', 'cut off');
    first.note('accepted', 'lost');
    first.note('ran', 'before', 1, 'a');
    first.note('ran', 'cut off', 1, 'b');
    first.note('ended', 'before');
    vi.setSystemTime(5_000);
    second.note('ran', 'cut off', 1, 'b');
    second.note('ran', 'cut off', 2, 'c');
    second.note('ran', 'cut off', 2, 'd');
    second.note('ended', 'cut off');
    expect(readAccount(path, 2_000)).toEqual({ accepted: 3, lost: 1, ranAgain: 2, askedAgain: 1, cutOffEndedAfter: 3, facts: 10 });
  });
});

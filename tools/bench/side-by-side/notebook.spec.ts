import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';
import { note } from './speed.js';

const turn = { rate: 100, own: 2, servers: 3, megabytes: 200, p50: 20, p95: 30, p99: 40 };
const settings = { seconds: 20, node: '20.20.2' };

describe('the notebook of a benchmark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notebook-spec-'));
  const path = join(folder, 'below', 'figures.json');
  beforeEach(() => {
    const first = Notebook.open(path, settings, false);
    note(first.of('polyreel').overhead, turn);
    first.keep();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('goes on with what was measured before it was closed', () => {
    const again = Notebook.open(path, settings, true);
    note(again.of('polyreel').overhead, { ...turn, rate: 110 });
    expect(again.of('polyreel').overhead).toMatchObject({ rate: [100, 110], p99: [40, 40] });
    expect(again.of('another').overhead.rate).toEqual([]);
  });

  it('begins anew where nobody asks it to go on', () => {
    expect(Notebook.open(path, settings, false).of('polyreel').overhead.rate).toEqual([]);
  });

  it('does not mix figures of different settings', () => {
    expect(() => Notebook.open(path, { ...settings, seconds: 5 }, true)).toThrow(/measured with .*20.* and not with .*5/);
  });
});

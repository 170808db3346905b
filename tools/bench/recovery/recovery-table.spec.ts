import { describe, expect, it } from 'vitest';
import { STRIKES } from '../troupe/strikes.js';
import type { Recovery } from './recovery.js';
import { recoveryTable, recoveryVerdicts } from './recovery-table.js';

const came: Recovery = { away: 1, first: 2, fresh: 3, backlog: 4, accepted: 100, lost: 0, twice: 0 };
const process = STRIKES.find(({ hits }) => hits === 'process')!;
const server = STRIKES.find(({ hits }) => hits === 'server')!;

describe('the table of recoveries', () => {
  it('counts the rounds in which work never went on beside the seconds of the others', () => {
    expect(recoveryTable([[server, [came, { ...came, fresh: undefined }]]])).toContain('| 3.0 (3.0–3.0), **never: 1** |');
  });

  it('says that it holds where the slowest round is quick enough', () => {
    const text = recoveryVerdicts([
      [process, [came, { ...came, fresh: 15 }]],
      [server, [{ ...came, fresh: 20 }]],
    ]);
    expect(text).not.toContain('Does not hold');
    expect(text).toContain('at the latest after 15.0 s');
  });

  it('says that it does not where one round is too slow, never ends, or loses a run', () => {
    expect(recoveryVerdicts([[process, [came, { ...came, fresh: 15.1 }]]])).toContain('**Does not hold**: work goes on');
    expect(recoveryVerdicts([[server, [{ ...came, fresh: undefined }]]])).toContain('**Does not hold**: the first run');
    expect(recoveryVerdicts([[server, [{ ...came, lost: 1 }]]])).toContain('**Does not hold**: no accepted run');
  });
});

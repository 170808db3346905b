import { Tier } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { StartGate } from './start-gate.js';

/** Starts `count` jobs; a lane that is not in `waiting` has nothing to start. */
function starts(gate: StartGate, count: number, waiting: readonly Tier[]): Record<Tier, number> {
  const started: Record<Tier, number> = { enterprise: 0, pro: 0, free: 0 };
  for (let at = 0; at < count; at++) {
    const lane = gate.order().find((each) => waiting.includes(each))!;
    gate.started(lane);
    started[lane]++;
  }
  return started;
}

describe('the start gate', () => {
  it('shares starts by weight while all lanes wait', () => {
    expect(starts(new StartGate(), 140, Tier.options)).toEqual({ enterprise: 80, pro: 40, free: 20 });
  });

  it('lets a paying lane start first when a flood of free work is there too', () => {
    expect(new StartGate().order()[0]).toBe('enterprise');
  });

  it('gives a lane that waits alone every slot', () => {
    expect(starts(new StartGate(), 10, ['free'])).toMatchObject({ free: 10 });
  });

  it('lets nobody save up credit while idle', () => {
    const gate = new StartGate();
    starts(gate, 1_000, ['free']);
    expect(starts(gate, 140, Tier.options).enterprise).toBeLessThanOrEqual(81);
    starts(gate, 1_000, ['enterprise']);
    expect(starts(gate, 140, Tier.options).free).toBeLessThanOrEqual(21);
  });
});

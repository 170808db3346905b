import { describe, expect, it } from 'vitest';
import { Pace } from './message.pace.js';

describe('the pace of a client', () => {
  it('takes a burst of two seconds, then as many as are allowed', () => {
    let now = 0;
    const pace = new Pace(10, () => now);
    const taken = (tries: number) => Array.from({ length: tries }, () => pace.take()).filter(Boolean).length;
    expect(taken(50)).toBe(20);
    now += 1_000;
    expect(taken(50)).toBe(10);
    now += 3_600_000;
    expect(taken(50)).toBe(20);
  });

  it('calls it a flood where a client goes on although it is refused, and forgives who stops', () => {
    let now = 0;
    const pace = new Pace(1, () => now);
    for (let said = 0; said < 150; said++) pace.take();
    expect(pace.flooded).toBe(false);
    now += 1_000;
    pace.take();
    for (let said = 0; said < 150; said++) pace.take();
    expect(pace.flooded).toBe(false);
    for (let said = 0; said < 100; said++) pace.take();
    expect(pace.flooded).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { BREATH_MB, growsTooFast, type Reading, slopeOf, warm } from './slope.js';

const rising = (perHour: number, hours: number): Reading[] =>
  Array.from({ length: 11 }, (_, at) => ({ hours: (at / 10) * hours, megabytes: 100 + perHour * (at / 10) * hours }));

describe('the slope of memory', () => {
  it('is that of the line through the readings, in MB per hour', () => {
    expect(slopeOf(rising(12, 2))).toBeCloseTo(12);
    expect(slopeOf(rising(-3, 1))).toBeCloseTo(-3);
  });

  it('is none where there is nothing to draw a line through', () => {
    expect(slopeOf([])).toBe(0);
    expect(slopeOf([{ hours: 1, megabytes: 100 }])).toBe(0);
  });

  it('leaves out the first ten minutes, or the first half of a shorter time', () => {
    expect(warm(rising(1, 2))[0]!.hours).toBeCloseTo(0.2);
    expect(warm(rising(1, 0.1))[0]!.hours).toBeCloseTo(0.05);
  });

  it('is too steep only where it leads further than a heap breathes', () => {
    expect(growsTooFast(rising(200, BREATH_MB / 200), 10)).toBe(false);
    expect(growsTooFast(rising(10, 2), 10)).toBe(false);
    expect(growsTooFast(rising(10 + BREATH_MB, 2), 10)).toBe(true);
  });
});

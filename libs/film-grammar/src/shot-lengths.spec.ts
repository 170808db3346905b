import { describe, expect, it } from 'vitest';
import { LONGEST_SHOT, mostShots, SHORTEST_SHOT, shotLengths } from './shot-lengths.js';

const sum = (lengths: number[]) => lengths.reduce((total, length) => total + length, 0);

describe('the lengths of shots', () => {
  it('add up exactly, whatever the length and the weights', () => {
    for (const seconds of [1, 1.3, 2.5, 3, 4.7, 7.3, 9.99, 10, 13.37, 29.1, 33.333333, 59.9, 60])
      for (const count of [1, 2, 3, 5, 8, 13, 21].filter((count) => count <= mostShots(seconds))) {
        const lengths = shotLengths(
          Array.from({ length: count }, (_, at) => 1 + ((at * 7) % 5) * 1.7),
          seconds,
        );
        expect(sum(lengths)).toBe(seconds);
        if (count > 1) expect(Math.min(...lengths)).toBeGreaterThanOrEqual(SHORTEST_SHOT);
        if (count * LONGEST_SHOT >= seconds) expect(Math.max(...lengths)).toBeLessThanOrEqual(LONGEST_SHOT + 0.125);
      }
  });
  it('follow the weights', () => expect(shotLengths([1, 2, 1], 8)).toEqual([2, 4, 2]));
  it('keep a tiny weight long enough to see', () => expect(shotLengths([0.01, 1], 6)[0]).toBeGreaterThanOrEqual(SHORTEST_SHOT));
  it('keep a huge weight from becoming an endless take', () => expect(Math.max(...shotLengths([100, 1, 1], 12))).toBeLessThanOrEqual(8));
  it('refuse more shots than fit', () => expect(() => shotLengths([1, 1, 1], 3)).toThrow(RangeError));
  it('let two shots into three seconds', () => expect(mostShots(3)).toBe(2));
});

import { describe, expect, it } from 'vitest';
import { creditsFor, usdOf } from './film.prices.js';

describe('the price of a film', () => {
  it('is a credit for every ten seconds, begun ones counted whole, and a cent is a credit', () => {
    expect([0, 1, 10, 10.1, 60].map((seconds) => creditsFor(seconds, 0))).toEqual([0, 1, 1, 2, 6]);
    expect(creditsFor(10, 0.5)).toBe(51);
    expect(usdOf(51)).toBe(0.51);
  });

  it('is not a credit more because of how a machine counts', () => {
    expect(creditsFor(30, 0.1 + 0.2)).toBe(33);
    expect(creditsFor(0, 0.07)).toBe(7);
  });
});

import { describe, expect, it } from 'vitest';
import { type Fault } from './fault.js';
import { SeededChance } from './seeded-chance.js';
import { selection } from './selection.js';

const fault = (number: number, short?: true): Fault => ({ number, title: `fault ${number}`, short, play: () => Promise.resolve() });
const faults = [fault(1, true), fault(2), fault(7)];
const numbers = (environment: Record<string, string>) => selection(environment, faults).chosen.map(({ number }) => number);

describe('what is played', () => {
  it('is the short faults, unless more is asked for', () => {
    expect(numbers({})).toEqual([1]);
    expect(numbers({ FAULT_SUITE: 'full' })).toEqual([1, 2, 7]);
    expect(numbers({ FAULT_ONLY: '2,7' })).toEqual([2, 7]);
  });

  it('is refused where it names a fault that there is not', () => {
    expect(() => numbers({ FAULT_ONLY: '2,99' })).toThrow('there is no fault 99');
  });

  it('falls the same way for the same seed', () => {
    const order = (seed: number) => new SeededChance(seed).shuffled([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(selection({ FAULT_SEED: '12' }, faults).seed).toBe(12);
    expect(order(12)).toEqual(order(12));
    expect(order(12)).not.toEqual(order(13));
  });
});

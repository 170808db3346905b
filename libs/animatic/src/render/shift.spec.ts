import { describe, expect, it } from 'vitest';
import { Shift } from './shift.js';

describe('the frames of a shot', () => {
  it('go in pairs to whoever has the least left to do', () => {
    const shift = new Shift(2);
    expect([0, 1, 2, 3].map((frame) => shift.assign(frame))).toEqual([0, 0, 1, 1]);
    shift.painted(2);
    shift.painted(3);
    expect([4, 5].map((frame) => shift.assign(frame))).toEqual([1, 1]);
  });
  it('go to a painter that joins as soon as it has', () => {
    const shift = new Shift(1);
    expect([0, 1].map((frame) => shift.assign(frame))).toEqual([0, 0]);
    shift.join(1);
    expect([2, 3].map((frame) => shift.assign(frame))).toEqual([1, 1]);
  });
});

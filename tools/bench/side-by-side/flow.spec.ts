import { describe, expect, it } from 'vitest';
import { JoinInMemory, LAST_STEP, MESSAGE_BYTES, messageFor, STEPS, stepsAfter } from './flow.js';

/** Runs the flow by its own rules, one step after the other; answers the order. */
function walk(): number[] {
  const [join, order, open] = [new JoinInMemory(), [] as number[], [1]];
  for (let step = open.shift(); step !== undefined; step = open.shift()) {
    order.push(step);
    open.push(...join.after('run', step));
  }
  return order;
}

describe('the flow of the benchmark', () => {
  it('comes through every step once and ends with the last', () => {
    expect(walk()).toEqual(STEPS);
    expect(stepsAfter(LAST_STEP)).toEqual([]);
  });

  it('goes on when the last branch is in, whatever the order and however often one is told', () => {
    const join = new JoinInMemory();
    expect([5, 3, 3, 4].map((step) => join.after('run', step))).toEqual([[], [], [], [6]]);
  });

  it('keeps runs apart', () => {
    const join = new JoinInMemory();
    expect([join.after('one', 3), join.after('other', 4), join.after('one', 5), join.after('one', 4)]).toEqual([[], [], [], [6]]);
  });

  it('sends messages of one size', () => {
    expect(STEPS.map((step) => JSON.stringify(messageFor('a run', step)).length)).toEqual(STEPS.map(() => MESSAGE_BYTES));
  });
});

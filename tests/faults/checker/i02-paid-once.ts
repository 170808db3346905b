import { grouped, type Invariant } from './invariant.js';

export const paidOnce: Invariant = {
  name: 'I2',
  promises: 'a paid provider call is made at most once for one unit of work',
  judge({ of }) {
    const billed = of('provider').filter(({ billable }) => billable);
    if (of('provider').length === 0) return { notYet: 'no provider outside the mesh was called' };
    const broken = [...grouped(billed, ({ callKey }) => callKey)].flatMap(([key, calls]) =>
      calls.length > 1 ? [`${key} was billed ${calls.length} times`] : [],
    );
    return { broken, looked: billed.length };
  },
};

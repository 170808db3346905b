import { type Invariant } from './invariant.js';

export const credits: Invariant = {
  name: 'I3',
  promises: 'credits reserved are captured or released, once, and never fall below nothing',
  judge: () => ({ notYet: 'there are no credits' }),
};

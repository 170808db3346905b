import { type Invariant } from './invariant.js';

export const tiersFair: Invariant = {
  name: 'I12',
  promises: 'the free tier never delays enterprise beyond its objective',
  judge: () => ({ notYet: 'the API knows one tier' }),
};

import { type Invariant } from './invariant.js';

export const processesLive: Invariant = {
  name: 'I8',
  promises: 'no process falls that was not pushed, and no rejection goes unhandled',
  judge({ of }) {
    const fallen = of('ended')
      .filter(({ meant }) => !meant)
      .map(({ service, how }) => `${service} ended by itself with ${how}`);
    const alarmed = of('alarmed').map(({ service, message }) => `${service}: ${message}`);
    return { broken: [...fallen, ...alarmed], looked: 1 };
  },
};

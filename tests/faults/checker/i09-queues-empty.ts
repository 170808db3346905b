import { type Invariant } from './invariant.js';

export const queuesEmpty: Invariant = {
  name: 'I9',
  promises: 'after the fault every queue and outbox runs empty within the time that recovery may take',
  judge({ after, still }) {
    const full = after.queues
      .filter(({ ready, unacked }) => ready + unacked > 0)
      .map(({ name, ready, unacked }) => `${name} holds ${ready} and ${unacked} unacknowledged`);
    const waiting = after.unpublished.map(({ schema, eventId }) => `the outbox of ${schema} still holds ${eventId}`);
    const unquiet = still ? [] : ['it did not become still in time'];
    return { broken: [...unquiet, ...full, ...waiting], looked: after.queues.length };
  },
};

import { distinct, type Invariant, isTerminal, TERMINAL_EVENTS } from './invariant.js';

export const oneEnd: Invariant = {
  name: 'I1',
  promises: 'every accepted generation reaches exactly one terminal state',
  judge({ of, after }) {
    const accepted = of('accepted').map(({ generationId }) => generationId);
    const ends = distinct(of('heard')).filter(({ type }) => type in TERMINAL_EVENTS);
    const rows = new Map(after.runs.map(({ id, status }) => [id, status]));
    // A request that broke off may have been accepted all the same: its row then owes the same.
    const owed = new Set([...accepted, ...after.runs.map(({ id }) => id)]);
    const broken = [...owed].flatMap((id) => {
      const status = rows.get(id);
      if (status === undefined) return [`${id} was accepted and is not there`];
      if (!isTerminal(status)) return [`${id} is still ${status}`];
      if (!accepted.includes(id)) return [];
      const told = ends.filter(({ generationId }) => generationId === id).map(({ type }) => TERMINAL_EVENTS[type]!);
      if (told.length !== 1) return [`${id} is ${status} and ${told.length} ends were told: ${told.join(', ') || 'none'}`];
      return told[0] === status ? [] : [`${id} is ${status} but was told to be ${told[0]}`];
    });
    return { broken, looked: accepted.length };
  },
};

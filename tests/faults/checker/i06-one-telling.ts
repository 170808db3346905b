import { distinct, grouped, type Invariant, TERMINAL_EVENTS } from './invariant.js';

/** Webhooks will be judged here too, by their `webhook-id`, once there are any. */
export const oneTelling: Invariant = {
  name: 'I6',
  promises: 'the end of a generation is told under one event id, and by watchers seen as one end (webhooks: not applicable yet)',
  judge({ of }) {
    const ends = distinct(of('heard')).filter(({ type }) => type in TERMINAL_EVENTS);
    const told = [...grouped(ends, ({ generationId }) => generationId!)]
      .filter(([, events]) => events.length > 1)
      .map(([id, events]) => `the end of ${id} was told under ${events.length} ids`);
    const watched = [
      ...grouped(
        of('watched').filter(({ status }) => Object.values(TERMINAL_EVENTS).includes(status)),
        ({ generationId }) => generationId,
      ),
    ];
    const seen = watched.flatMap(([id, updates]) => {
      const statuses = new Set(updates.map(({ status }) => status));
      return statuses.size > 1 ? [`a watcher saw ${id} end as ${[...statuses].join(' and ')}`] : [];
    });
    return { broken: [...told, ...seen], looked: ends.length };
  },
};

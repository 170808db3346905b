import { distinct, type Invariant } from './invariant.js';

/** Handlers that neither keep rows nor emit: their effect is judged by who watches, not here. */
const SILENT = new Set(['real-time-service.tell-watchers', 'real-time-service.tell-of-jobs', 'real-time-service.tell-person']);
const serviceOf = (queue: string) => queue.slice(0, queue.lastIndexOf('.'));

export const nothingLost: Invariant = {
  name: 'I5',
  promises: 'every event that a queue is bound to was handled, led to an event, or rests with its reason',
  judge({ of, after }) {
    const heard = distinct(of('heard'));
    const handled = new Set(after.handled.map(({ queue, eventId }) => `${queue} ${eventId}`));
    const resting = new Set(after.resting.map(({ meantFor, eventId }) => `${meantFor} ${eventId}`));
    const faulted = new Set(heard.flatMap(({ faulted: fault }) => (fault ? [`${fault.queue} ${fault.eventId}`] : [])));
    // Who commits its events with its rows notes there too what it has handled; from the others their next event is all there is.
    const committed = new Set(after.committed.map(({ eventId }) => eventId));
    const keepers = new Set(heard.filter(({ eventId }) => committed.has(eventId)).map(({ source }) => source));
    const spoken = heard.filter(({ source }) => !keepers.has(source));
    const consequences = new Set(spoken.map(({ source, causationId }) => `${source} ${causationId}`));
    const owed = heard.flatMap((event) =>
      after.bindings.filter(({ queue, type }) => type === event.type && !SILENT.has(queue)).map(({ queue }) => ({ queue, event })),
    );
    const forged = of('forged').map(({ queue, eventId }) => ({
      queue,
      event: { eventId, type: 'a forged message', correlationId: 'no run' },
    }));
    const broken = [...owed, ...forged].flatMap(({ queue, event }) => {
      const key = `${queue} ${event.eventId}`;
      const settled = handled.has(key) || resting.has(key) || faulted.has(key) || consequences.has(`${serviceOf(queue)} ${event.eventId}`);
      return settled ? [] : [`${event.type} ${event.eventId} of ${event.correlationId} left no trace at ${queue}`];
    });
    return { broken, looked: owed.length + forged.length };
  },
};

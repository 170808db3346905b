import { distinct, type Invariant } from './invariant.js';

/** `00-<trace>-<span>-<flags>` */
const traceOf = (traceparent?: string) => traceparent?.split('-')[1];

/** A trace is judged wherever an event carries one; the processes of the stage export none. */
export const threadUnbroken: Invariant = {
  name: 'I11',
  promises: "every event names its run, its cause was heard and is of the same run, and a trace that it carries is its cause's",
  judge({ of, after }) {
    const heard = distinct(of('heard'));
    const byId = new Map(heard.map((event) => [event.eventId, event]));
    const keepers = new Set(after.committed.map(({ eventId }) => eventId));
    const forged = new Set(of('forged').map(({ eventId }) => eventId));
    const broken = heard.flatMap((event) => {
      const { type, eventId, causationId, correlationId, generationId, traceparent } = event;
      const name = `${type} ${eventId}`;
      if (generationId && correlationId !== generationId) return [`${name} of run ${generationId} is correlated with ${correlationId}`];
      // A fault and a job's failure name their cause by event and queue.
      const cause = causationId === undefined ? undefined : byId.get(causationId.split(':')[0]!);
      if (causationId === undefined || forged.has(causationId.split(':')[0]!)) return [];
      // Only one who keeps processes may speak without having heard: when a deadline is over.
      if (!cause) return keepers.has(eventId) ? [] : [`${name} names a cause that nobody heard: ${causationId}`];
      if (cause.correlationId !== correlationId) return [`${name} left the run of its cause`];
      const [own, former] = [traceOf(traceparent), traceOf(cause.traceparent)];
      return former !== undefined && own !== former ? [`${name} left the trace of its cause`] : [];
    });
    return { broken, looked: heard.length };
  },
};

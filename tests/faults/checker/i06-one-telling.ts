import { distinct, type Evidence, grouped, type Invariant, isTerminal, TERMINAL_EVENTS } from './invariant.js';

export const oneTelling: Invariant = {
  name: 'I6',
  promises: 'the end of a generation is told under one event id, seen as one end by watchers, and called out to its webhook under one id',
  judge(evidence) {
    const ends = distinct(evidence.of('heard')).filter(({ type }) => type in TERMINAL_EVENTS);
    const told = [...grouped(ends, ({ generationId }) => generationId!)]
      .filter(([, events]) => events.length > 1)
      .map(([id, events]) => `the end of ${id} was told under ${events.length} ids`);
    return { broken: [...told, ...watched(evidence), ...called(evidence)], looked: ends.length };
  },
};

function watched({ of }: Evidence): string[] {
  const ends = of('watched').filter(({ status }) => isTerminal(status));
  return [...grouped(ends, ({ generationId }) => generationId)].flatMap(([id, updates]) => {
    const statuses = new Set(updates.map(({ status }) => status));
    return statuses.size > 1 ? [`a watcher saw ${id} end as ${[...statuses].join(' and ')}`] : [];
  });
}

/** A call that was not answered in time may come again, as the same. */
function called({ of, after }: Evidence): string[] {
  const calls = grouped(of('called'), ({ generationId }) => generationId);
  const accepted = new Set(of('accepted').map(({ generationId }) => generationId));
  return after.runs.flatMap(({ id, status }) => {
    if (!accepted.has(id) || !isTerminal(status)) return [];
    const own = calls.get(id) ?? [];
    const ids = new Set(own.map(({ webhookId }) => webhookId));
    if (ids.size !== 1) return [`the webhook of ${id}, which is ${status}, was called under ${ids.size} ids`];
    return own.every((call) => call.status === status) ? [] : [`the webhook of ${id}, which is ${status}, heard of ${own[0]!.status}`];
  });
}

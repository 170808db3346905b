import { distinct, grouped, type Invariant } from './invariant.js';

/** What may be wanted once for each run, shot and try, and no more: a join that fired twice would want it twice. */
const WANTED_ONCE = [
  'scene.scene_analysis_started.v1',
  'scene.scene_analysis_completed.v1',
  'prompt.prompt_structured.v1',
  'prompt.prompt_enhanced.v1',
  'generation.generation_started.v1',
  'generation.image_generation_started.v1',
  'generation.video_generation_started.v1',
  'generation.post_processing_requested.v1',
];

export const oneEffect: Invariant = {
  name: 'I4',
  promises: 'what is committed is published at least once, and takes effect exactly once',
  judge({ of, after }) {
    const heard = distinct(of('heard'));
    const ids = new Set(heard.map(({ eventId }) => eventId));
    const unheard = after.committed
      .filter(({ eventId }) => !ids.has(eventId))
      .map(({ eventId, type }) => `${type} ${eventId} was committed and never published`);
    const twice = [...grouped(after.committed, ({ schema, eventId }) => `${schema} ${eventId}`)]
      .filter(([, rows]) => rows.length > 1)
      .map(([key, rows]) => `${rows[0]!.type} ${key} was committed ${rows.length} times: its cause took effect more than once`);
    const wanted = heard.filter(({ type }) => WANTED_ONCE.includes(type));
    const again = [...grouped(wanted, ({ type, generationId, part = '' }) => `${type} of ${generationId} ${part}`)]
      .filter(([, events]) => events.length > 1)
      .map(([what, events]) => `${what} was wanted ${events.length} times`);
    const done = after.jobMoves.filter(({ to, from }) => to === 'done' && from !== 'done');
    const doneTwice = [...grouped(done, ({ schema, id }) => `${schema} ${id}`)]
      .filter(([, moves]) => moves.length > 1)
      .map(([job, moves]) => `job ${job} was finished ${moves.length} times`);
    return { broken: [...unheard, ...twice, ...again, ...doneTwice], looked: after.committed.length };
  },
};

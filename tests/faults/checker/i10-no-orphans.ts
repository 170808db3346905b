import { type Invariant } from './invariant.js';

const runOf = (key: string) => /^generations\/([0-9a-f-]{36})\//.exec(key)?.[1];

export const noOrphans: Invariant = {
  name: 'I10',
  promises: 'no job is left leased or waiting, and no object is left that nobody knows',
  judge({ after }) {
    const open = after.jobsOpen.map(({ schema, id, state }) => `job ${id} of ${schema} is still ${state}`);
    const known = new Set(after.files.filter(({ deleted }) => !deleted).map(({ bucket, key }) => `${bucket}/${key}`));
    const cancelled = new Set(after.runs.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
    const orphans = after.objects.flatMap(({ bucket, key }) => {
      const run = runOf(key);
      if (run !== undefined && cancelled.has(run)) return [`${bucket}/${key} outlived its cancelled run`];
      // What lies in temp-files is swept after a day.
      return known.has(`${bucket}/${key}`) || bucket === 'temp-files' ? [] : [`${bucket}/${key} belongs to no file`];
    });
    return { broken: [...open, ...orphans], looked: after.objects.length + after.jobMoves.length };
  },
};

import { type Invariant } from './invariant.js';

const ENDS: Readonly<Record<string, readonly string[]>> = {
  generation: ['completed', 'failed', 'cancelled'],
  'scene-analysis': ['completed', 'failed', 'abandoned'],
};

export const endsAreFinal: Invariant = {
  name: 'I7',
  promises: 'nothing leaves a terminal state',
  judge({ after }) {
    const broken = after.moves.flatMap(({ process, id, from, to }) =>
      from !== null && from !== to && ENDS[process]?.includes(from) ? [`${process} ${id} went from ${from} to ${to}`] : [],
    );
    return { broken, looked: after.moves.length };
  },
};

import { grouped, type Invariant } from './invariant.js';

/**
 * While enterprise waits, a start gate lets one free job go for every four of enterprise (8:2), and one more where enterprise has just had its
 * turn. Two starts may have been decided on before an enterprise job came, as a service has two slots; and there may be two runners, each
 * with a gate of its own, as where one has been killed and started again.
 */
const ENTERPRISE_STARTS_FOR_A_FREE_ONE = 4;
const FREE_STARTS_TO_BEGIN_WITH = 2 * 3;

/** Judged from the rows of jobs: who waited and who was started, in the order in which that was committed. */
export const tiersFair: Invariant = {
  name: 'I12',
  promises: 'the free tier never delays enterprise beyond its objective',
  judge({ after: { jobMoves } }) {
    const lanes = new Set(jobMoves.map(({ lane }) => lane));
    if (!lanes.has('enterprise') || !lanes.has('free')) return { notYet: 'nobody of enterprise plays beside somebody of free here' };
    const broken: string[] = [];
    for (const [kind, moves] of grouped(jobMoves, ({ schema, kind }) => `${schema}.${kind}`)) {
      const waiting = new Set<string>();
      let free = 0;
      let enterprise = 0;
      for (const { id, lane, to, from } of moves) {
        if (lane === 'enterprise' && to === 'waiting') waiting.add(id);
        const starts = to === 'running' && from === 'waiting';
        if (waiting.size > 0 && starts && lane === 'free') free += 1;
        if (lane === 'enterprise' && to !== 'waiting' && waiting.delete(id) && starts) enterprise += 1;
        const most = FREE_STARTS_TO_BEGIN_WITH + enterprise / ENTERPRISE_STARTS_FOR_A_FREE_ONE;
        if (free > most) {
          broken.push(`${free} free jobs of ${kind} were started while enterprise waited, of which ${enterprise} were`);
          break;
        }
      }
    }
    return { broken, looked: jobMoves.filter(({ lane, to }) => lane === 'enterprise' && to === 'running').length };
  },
};

import { oneEnd } from './i01-one-end.js';
import { paidOnce } from './i02-paid-once.js';
import { credits } from './i03-credits.js';
import { oneEffect } from './i04-one-effect.js';
import { nothingLost } from './i05-nothing-lost.js';
import { oneTelling } from './i06-one-telling.js';
import { endsAreFinal } from './i07-ends-are-final.js';
import { processesLive } from './i08-processes-live.js';
import { queuesEmpty } from './i09-queues-empty.js';
import { noOrphans } from './i10-no-orphans.js';
import { threadUnbroken } from './i11-thread-unbroken.js';
import { tiersFair } from './i12-tiers-fair.js';
import { type Evidence, type Invariant } from './invariant.js';

export const invariants: readonly Invariant[] = [
  oneEnd,
  paidOnce,
  credits,
  oneEffect,
  nothingLost,
  oneTelling,
  endsAreFinal,
  processesLive,
  queuesEmpty,
  noOrphans,
  threadUnbroken,
  tiersFair,
];

export interface Verdict {
  readonly name: Invariant['name'];
  readonly outcome: 'held' | 'broken' | 'not applicable yet' | 'nothing to judge';
  /** What is wrong, or why nothing could be judged. */
  readonly words: readonly string[];
}

/** Judges every invariant. One that found nothing to look at has not held: it says so. */
export function judged(evidence: Evidence): Verdict[] {
  return invariants.map(({ name, judge }) => {
    const judgement = judge(evidence);
    if ('notYet' in judgement) return { name, outcome: 'not applicable yet', words: [judgement.notYet] };
    if (judgement.broken.length > 0) return { name, outcome: 'broken', words: judgement.broken };
    return { name, outcome: judgement.looked > 0 ? 'held' : 'nothing to judge', words: [] };
  });
}

import { defineEvent, Tier } from '@polyreel/contracts';
import { z } from 'zod';
import { ORCHESTRATOR } from '../peers/polyreel-steps.events.js';

/** The benchmark's own event, in the catalogue of the process that loads this file and in no other. */
export const ShotAsked = defineEvent({
  type: 'bench.shot_asked.v1',
  summary: 'A customer has asked for a shot, to see how long it waits for its turn.',
  owner: ORCHESTRATOR,
  subject: 'shotId',
  // Not called "tier": that would choose the lane, which is what the benchmark compares.
  data: z.object({ shotId: z.string(), customer: Tier }),
});

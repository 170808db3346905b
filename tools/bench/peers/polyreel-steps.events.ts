import { defineEvent, type EventContract } from '@polyreel/contracts';
import { z } from 'zod';
import { STEPS } from '../side-by-side/flow.js';

const StepData = z.object({ runId: z.uuid(), text: z.string() });
type StepContract = EventContract<string, typeof StepData>;

/** Event types hold no digits. */
const NAMES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth'];

const perStep = (past: 'asked' | 'done', owner: string): ReadonlyMap<number, StepContract> =>
  new Map(
    STEPS.map((step, at) => [
      step,
      defineEvent({
        type: `bench.${NAMES[at]!}_${past}.v1`,
        summary: `Step ${step} of the benchmark's flow is ${past}.`,
        owner,
        subject: 'runId',
        data: StepData,
      }),
    ]),
  );

/** The services in whose names the benchmark's modules run: a service must be in the registry, and these two own nothing here. */
export const ORCHESTRATOR = 'generation-orchestrator';
export const PERFORMER = 'text-preprocessing-service';

/**
 * The benchmark's own contracts. They are in the catalogue of the process that loads this file, which is a peer's own, and in no
 * other: services, documents and topology snapshot never see them.
 */
export const StepAsked = perStep('asked', ORCHESTRATOR);
export const StepDone = perStep('done', PERFORMER);

export const FlowEnded = defineEvent({
  type: 'bench.flow_ended.v1',
  summary: "The orchestrator has seen the last step of the benchmark's flow done.",
  owner: ORCHESTRATOR,
  subject: 'runId',
  data: StepData.pick({ runId: true }),
});

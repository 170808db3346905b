import { defineProcess, tableOf } from '@polyreel/workflow';
import { z } from 'zod';
import { STAGES } from '../side-by-side/flow.js';
import { FlowEnded, StepAsked, StepDone } from './polyreel-steps.events.js';

const FlowState = z.object({
  /** Steps of the open stage whose outcome is known. */
  done: z.array(z.number()),
});
type FlowState = z.infer<typeof FlowState>;

const { begins, hears, overdue } = tableOf<FlowState, string>();

const stageName = (at: number) => (at < STAGES.length ? `stage_${at + 1}` : 'done');
const STAGE_NAMES = STAGES.map((_, at) => stageName(at));
const STAGE_SECONDS = 60;

export const FIRST_STAGE = stageName(0);

/** The flow as a process table: one row per run, a stage open until all of its steps are done, then the next one asked for. */
export const flow = defineProcess<FlowState, string>({
  name: 'twelve-steps',
  state: FlowState,
  steps: { ...Object.fromEntries(STAGE_NAMES.map((name) => [name, STAGE_SECONDS])), done: 'end', late: 'end' },
  emits: [...StepAsked.values(), FlowEnded],
  transitions: [
    begins(FIRST_STAGE),
    ...STAGES.flatMap((stage, at) =>
      stage.map((step) =>
        hears(StepDone.get(step)!, {
          from: [stageName(at)],
          to: [stageName(at + 1)],
          run: ({ runId }) => runId,
          move: ({ id, state }, { text }) => {
            const done = [...new Set([...state.done, step])];
            if (done.length < stage.length) return { state: { done } };
            const next = (STAGES[at + 1] ?? []).map((one) => StepAsked.get(one)!({ runId: id, text }));
            return { state: { done: [] }, to: stageName(at + 1), emit: next.length > 0 ? next : [FlowEnded({ runId: id })] };
          },
        }),
      ),
    ),
    overdue({ from: STAGE_NAMES, to: ['late'], move: () => ({ to: 'late' }) }),
  ],
});

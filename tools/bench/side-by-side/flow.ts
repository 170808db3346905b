import { randomUUID } from 'node:crypto';

/** The workflow that every peer runs: 1 → 2 → {3, 4, 5} → 6 → {7, 8, 9, 10} → 11 → 12. */
export const STAGES: readonly (readonly number[])[] = [[1], [2], [3, 4, 5], [6], [7, 8, 9, 10], [11], [12]];
export const STEPS = STAGES.flat();
export const LAST_STEP = 12;

/** Bytes of a message: what an envelope of the mesh carries beside a short text. */
export const MESSAGE_BYTES = 750;

/** What a peer that has no envelope of its own sends. */
export interface StepMessage {
  run: string;
  step: number;
  /** The message's own id: given again, it bears the same. */
  ask: string;
  text: string;
}

/** A message of MESSAGE_BYTES as JSON. */
export function messageFor(run: string, step: number): StepMessage {
  const message = { run, step, ask: randomUUID(), text: '' };
  return { ...message, text: 'x'.repeat(MESSAGE_BYTES - JSON.stringify(message).length) };
}

const stageOf = (step: number) => STAGES.findIndex((stage) => stage.includes(step));

/** The steps that begin together once this step and those beside it are done; none after the last. */
export const stepsAfter = (step: number): readonly number[] => STAGES[stageOf(step) + 1] ?? [];

/** How many steps have to be done before the next ones begin. */
export const stepsBeside = (step: number): number => STAGES[stageOf(step)]!.length;

/** Where the branches of a run meet for peers that keep no state of a run: in memory, and forgotten with the process. */
export class JoinInMemory {
  private readonly done = new Map<string, Set<number>>();

  /** The steps that may begin now that this one is done. A step that is told twice counts once while its stage is open. */
  after(run: string, step: number): readonly number[] {
    const beside = stepsBeside(step);
    if (beside === 1) return stepsAfter(step);
    const key = `${run} ${stageOf(step)}`;
    const done = (this.done.get(key) ?? new Set()).add(step);
    this.done.set(key, done);
    if (done.size < beside) return [];
    this.done.delete(key);
    return stepsAfter(step);
  }
}

import PQueue from 'p-queue';

/** One piece of a larger piece of work. It must stop soon after its signal aborts. */
export type Task<Result> = (signal: AbortSignal) => Promise<Result>;

type ResultsOf<Tasks extends readonly Task<unknown>[]> = { -readonly [Index in keyof Tasks]: Awaited<ReturnType<Tasks[Index]>> };

/**
 * Runs tasks, at most `atOnce` together, and gives their results in order. When one fails the others are stopped and waited for,
 * so that nothing writes into a folder that is gone; rejects with the first failure or with the signal's reason.
 */
export async function allOrNone<const Tasks extends readonly Task<unknown>[]>(
  tasks: Tasks,
  { signal, atOnce = Infinity }: { signal?: AbortSignal; atOnce?: number } = {},
): Promise<ResultsOf<Tasks>> {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const turns = new PQueue({ concurrency: atOnce });
  const inTurn = (task: Task<unknown>) =>
    turns.add(async () => {
      if (either.aborted) return;
      // Before the turn ends, or the next task would begin.
      return task(either).catch((error: unknown) => stop.abort(error));
    });
  const ended = await Promise.all(tasks.map(inTurn));
  either.throwIfAborted();
  return ended as unknown[] as ResultsOf<Tasks>;
}

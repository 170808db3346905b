import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Answer, Commission, Order } from './painter.protocol.js';

/** A painter thread fell over; the shot can be tried again. */
export class PaintingFailed extends Error {
  readonly code = 'painting_failed';
}

const THREADS = Math.max(1, Math.min(4, availableParallelism()));
/** Frames ordered ahead for each thread, so that none waits for the next order. */
const AHEAD = 2;

interface Job {
  painted(frame: number, slot: number): void;
  failed(reason: Error): void;
}

const jobs = new Map<number, Job>();
let painters: Worker[] = [];
let nextJob = 1;

function hire(): Worker[] {
  if (painters.length > 0) return painters;
  // Built code runs as it is; under a test runner the sources are compiled as they load.
  const source = import.meta.url.endsWith('.ts');
  const url = new URL(source ? './painter.worker.ts' : './painter.worker.js', import.meta.url);
  painters = Array.from({ length: THREADS }, () => {
    const worker = new Worker(fileURLToPath(url), source ? { execArgv: ['--import', '@swc-node/register/esm-register'] } : {});
    worker.on('message', (message: Answer) => {
      const job = jobs.get(message.job);
      if (message.type === 'painted') job?.painted(message.frame, message.slot);
      else job?.failed(new PaintingFailed(message.reason));
    });
    worker.on('error', (error) => dismiss(error));
    // After the listeners: listening would hold the process again.
    worker.unref();
    return worker;
  });
  return painters;
}

/** One thread lost makes all running jobs fail; the next job hires anew. */
function dismiss(error: Error): void {
  const lost = painters;
  painters = [];
  for (const worker of lost) void worker.terminate();
  for (const job of [...jobs.values()]) job.failed(new PaintingFailed(`A painter thread ended: ${error.message}`, { cause: error }));
}

/**
 * Paints the frames of a commission on all threads and hands them out in order. The memory of a frame is painted over once
 * `inFlight` later frames have been taken. Leaving the loop early stops the painting.
 */
export async function* paintFrames(
  commission: Commission,
  frames: number,
  inFlight: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const { width, height } = commission.look;
  const workers = hire();
  const job = nextJob++;
  const slots = Array.from(
    { length: Math.min(frames, workers.length * AHEAD + inFlight + 1) },
    () => new SharedArrayBuffer(width * height * 4),
  );
  const ready = new Map<number, number>();
  let wake = () => {};
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  jobs.set(job, {
    painted: (frame, slot) => {
      ready.set(frame, slot);
      wake();
    },
    failed: fail,
  });
  const onAbort = () => fail(signal?.reason instanceof Error ? signal.reason : new Error('The painting was cancelled'));
  signal?.addEventListener('abort', onAbort, { once: true });
  const tell = (worker: Worker | undefined, order: Order) => worker?.postMessage(order);
  let ordered = 0;
  const order = (slot: number) => {
    if (ordered >= frames) return;
    tell(workers[ordered % workers.length], { type: 'paint', job, frame: ordered, slot });
    ordered += 1;
  };
  // A thread may not keep the process alive by itself, but a frame that is waited for must.
  const alive = setInterval(() => {}, 60_000);
  try {
    for (const worker of workers) tell(worker, { type: 'begin', job, commission, slots });
    slots.forEach((_, slot) => order(slot));
    const taken: number[] = [];
    for (let frame = 0; frame < frames; frame += 1) {
      while (!ready.has(frame) && !failure) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure;
      const slot = ready.get(frame) ?? 0;
      ready.delete(frame);
      yield new Uint8Array(slots[slot] ?? new SharedArrayBuffer(0));
      taken.push(slot);
      if (taken.length > inFlight) order(taken.shift() ?? 0);
    }
  } finally {
    clearInterval(alive);
    signal?.removeEventListener('abort', onAbort);
    jobs.delete(job);
    for (const worker of workers) tell(worker, { type: 'end', job });
  }
}

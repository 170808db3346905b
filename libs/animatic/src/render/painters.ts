import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Commission } from './commission.js';
import type { Answer, Order } from './painter.protocol.js';

/** A painter thread fell over; the shot can be tried again. */
export class PaintingFailed extends Error {
  readonly code = 'painting_failed';
}

/** Shots that are filmed at once: each has painters of its own, as every painter sets up the whole scene. */
export const SHOTS_AT_ONCE = 2;
const THREADS = Math.max(SHOTS_AT_ONCE, Math.min(4, availableParallelism()));
const CREW = Math.floor(THREADS / SHOTS_AT_ONCE);

/** A thread that paints. */
interface Painter {
  worker: Worker;
  /** Jobs in hand. */
  jobs: number;
  /** Key of the commission that it had last: its scene may still stand there. */
  last?: string;
  /** Since when it has nothing in hand, on the clock of `performance`. */
  idleSince: number;
}

/** A painter that has nothing to do for so long is not about to get the next shot. */
const IDLE_MS = 300;

/** Who waits for what painters answer. */
export interface Patron {
  take(answer: Exclude<Answer, { type: 'failed' }>): void;
  failed(reason: Error): void;
}

/** A job with the painters that do it. */
export interface Job {
  id: number;
  readonly crew: number;
  /** Takes one more painter into the crew, as its last member, if one has long been idle. */
  recruit(): boolean;
  /** Tells one of the crew, counted from 0. */
  tell(member: number, order: Order): void;
  /** Lets the crew go. */
  end(): void;
}

const patrons = new Map<number, Patron>();
let painters: Painter[] = [];
let nextJob = 1;

/** Hires painters for a commission: those with the least in hand, of equals the one that had the same commission last. */
export function hire({ key }: Commission, patron: Patron, wanted = CREW): Job {
  if (painters.length === 0) painters = Array.from({ length: THREADS }, newPainter);
  const strangeness = ({ last }: Painter) => (last === key ? 0 : 1);
  const crew = [...painters].sort((a, b) => a.jobs - b.jobs || strangeness(a) - strangeness(b)).slice(0, wanted);
  const id = nextJob++;
  patrons.set(id, patron);
  const engage = (painter: Painter) => {
    painter.jobs += 1;
    painter.last = key;
  };
  crew.forEach(engage);
  // A thread may not keep the process alive by itself, but a picture that is waited for must.
  const alive = setInterval(() => {}, 60_000);
  return {
    id,
    get crew() {
      return crew.length;
    },
    recruit: () => {
      const idle = painters.find(({ jobs, idleSince }) => jobs === 0 && performance.now() - idleSince > IDLE_MS);
      if (!idle) return false;
      engage(idle);
      crew.push(idle);
      return true;
    },
    tell: (member, order) => crew[member]?.worker.postMessage(order),
    end: () => {
      clearInterval(alive);
      patrons.delete(id);
      for (const painter of crew) {
        painter.jobs -= 1;
        painter.idleSince = performance.now();
        painter.worker.postMessage({ type: 'end', job: id } satisfies Order);
      }
    },
  };
}

function newPainter(): Painter {
  // Built code runs as it is; under a test runner the sources are compiled as they load.
  const source = import.meta.url.endsWith('.ts');
  const url = new URL(source ? './painter.worker.ts' : './painter.worker.js', import.meta.url);
  const worker = new Worker(fileURLToPath(url), source ? { execArgv: ['--import', '@swc-node/register/esm-register'] } : {});
  worker.on('message', (answer: Answer) => {
    const patron = patrons.get(answer.job);
    if (answer.type === 'failed') patron?.failed(new PaintingFailed(answer.reason));
    else patron?.take(answer);
  });
  worker.on('error', (error) => dismissAll(error));
  // After the listeners: listening would hold the process again.
  worker.unref();
  return { worker, jobs: 0, idleSince: performance.now() };
}

/** One thread lost makes all running jobs fail; the next job hires anew. */
function dismissAll(error: Error): void {
  const lost = painters;
  painters = [];
  for (const { worker } of lost) void worker.terminate();
  const reason = new PaintingFailed(`A painter thread ended: ${error.message}`, { cause: error });
  for (const patron of [...patrons.values()]) patron.failed(reason);
}

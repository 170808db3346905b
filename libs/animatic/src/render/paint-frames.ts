import { i420Bytes } from './i420.js';
import type { Commission } from './commission.js';
import { hire } from './painters.js';
import { Shift } from './shift.js';

/** Frames ordered ahead for each thread, so that none waits for the next order. */
const AHEAD = 2;
/** Setting the scene up once more costs as much as some thirty frames: with fewer to come than twice that, nobody joins any more. */
const WORTH_JOINING = 60;

/**
 * Paints the frames of a commission and hands them out in order, in planar 4:2:0. The memory of a frame is painted over once `inFlight` later
 * frames have been taken. Leaving the loop early stops the painting.
 */
export async function* paintFrames(
  commission: Commission,
  frames: number,
  inFlight: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const { width, height } = commission.look;
  const ready = new Map<number, number>();
  let wake = () => {};
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  const job = hire(commission, {
    take: (answer) => {
      if (answer.type === 'begun') shift.join(answer.member);
      if (answer.type === 'painted') {
        ready.set(answer.frame, answer.slot);
        shift.painted(answer.frame);
        invite();
      }
      wake();
    },
    failed: fail,
  });
  const shift = new Shift(job.crew);
  const slots = Array.from(
    { length: Math.min(frames, (job.crew + 1) * AHEAD + inFlight + 1) },
    () => new SharedArrayBuffer(i420Bytes(width, height)),
  );
  const onAbort = () => fail(signal?.reason instanceof Error ? signal.reason : new Error('The painting was cancelled'));
  signal?.addEventListener('abort', onAbort, { once: true });
  let ordered = 0;
  const order = (slot: number) => {
    if (ordered >= frames) return;
    job.tell(shift.assign(ordered), { type: 'paint', job: job.id, frame: ordered, slot });
    ordered += 1;
  };
  const begin = (member: number) => job.tell(member, { type: 'begin', job: job.id, member, commission, slots });
  let invited = false;
  /** Where another shot is done and this one has long to go, its painter helps here. */
  const invite = () => {
    if (invited || frames - ordered < WORTH_JOINING || !job.recruit()) return;
    invited = true;
    begin(job.crew - 1);
  };
  try {
    for (let member = 0; member < job.crew; member += 1) begin(member);
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
    signal?.removeEventListener('abort', onAbort);
    job.end();
  }
}

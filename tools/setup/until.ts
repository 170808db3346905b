import { setTimeout as pause } from 'node:timers/promises';

const STEP_MS = 50;

/** Asks again and again until the answer is yes or the time is over; gives the last answer. */
export async function until(answer: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await answer()) return true;
    if (performance.now() > deadline) return false;
    await pause(STEP_MS);
  }
}

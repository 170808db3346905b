import { setTimeout as pause } from 'node:timers/promises';

/** Longer than what follows a request takes, whether the address is known or not. */
const STEADY_MS = 250;

/** Answers no sooner than this, so that the time tells nobody whether an address is known. What fails, fails at once: that is not about the address. */
export async function steadily<T>(work: Promise<T>): Promise<T> {
  const [result] = await Promise.all([work, pause(STEADY_MS)]);
  return result;
}

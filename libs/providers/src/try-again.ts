import { setTimeout as pause } from 'node:timers/promises';
import { AFTER, ProviderError } from './provider.error.js';

/** Waits between tries where the provider names none; a wait that it names is kept, and one longer than this is not worth holding a job for. */
const DELAYS_MS = [500, 2_000] as const;
const LONGEST_WAIT_MS = 60_000;

/** Does something again where its failure says that this may help, three times in all. Stops waiting when the signal says so. */
export async function tryAgain<T>(work: () => Promise<T>, signal: AbortSignal, delaysMs: readonly number[] = DELAYS_MS): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const delayMs = delaysMs[attempt];
      if (!(error instanceof ProviderError) || AFTER[error.errorClass] !== 'again' || delayMs === undefined) throw error;
      const waitMs = error.retryAfterMs ?? delayMs * (0.75 + Math.random() / 2);
      if (waitMs > LONGEST_WAIT_MS) throw error;
      await pause(waitMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

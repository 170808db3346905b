import { AFTER, ProviderError } from '@polyreel/providers';
import { setTimeout as pause } from 'node:timers/promises';

/** How often a provider is asked again after a refusal that will pass, each time as a new attempt. */
const TRIES = 3;
/** A provider that wants to be left alone longer than this is passed over. */
const LONGEST_WAIT_MS = 30_000;

export interface Asking {
  signal: AbortSignal;
  /** Before the second try where the provider names no time; doubled each time. */
  backoffMs: number;
  /** Told before each wait. */
  soon(waitMs: number, error: unknown): void;
}

/** Makes a call anew after a refusal that will pass, so often as is sensible. Rejects as the last call did. */
export async function askedAgain<T>(call: () => Promise<T>, { signal, backoffMs, soon }: Asking): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProviderError) || AFTER[error.errorClass] !== 'again' || tries >= TRIES) throw error;
      const waitMs = error.retryAfterMs ?? backoffMs * 2 ** (tries - 1);
      if (waitMs > LONGEST_WAIT_MS) throw error;
      soon(waitMs, error);
      await pause(waitMs, undefined, { signal });
    }
  }
}

/** Only a ProviderError of another class says that a call was not taken in; all else leaves it open. */
export const isAmbiguous = (error: unknown) => !(error instanceof ProviderError) || error.errorClass === 'ambiguous_submit';

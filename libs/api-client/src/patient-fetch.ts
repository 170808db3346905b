import { PolyreelError } from './api.error.js';

/** These may go better a moment later, and say when. */
const LATER = new Set([429, 503]);
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;

/**
 * A fetch that tries again what may be tried again: requests that change nothing, and those with an Idempotency-Key. It waits as long as
 * Retry-After says, else 0.5 s, 1 s, 2 s …
 */
export function patientFetch(retries: number, inner: typeof fetch = fetch): (request: Request) => Promise<Response> {
  return async (request) => {
    const repeatable = request.method === 'GET' || request.headers.has('idempotency-key');
    for (let attempt = 0; ; attempt++) {
      const last = !repeatable || attempt >= retries;
      const outcome = await inner(request.clone()).catch((error: unknown) => asUnreachable(error, request));
      if (outcome instanceof Response && !(LATER.has(outcome.status) && !last)) return outcome;
      if (outcome instanceof PolyreelError && last) throw outcome;
      await pause(waitOf(outcome, attempt), request.signal);
    }
  };
}

function asUnreachable(error: unknown, { signal, url }: Request): PolyreelError {
  signal.throwIfAborted();
  const { cause, message } = error as Error & { cause?: { message?: string } };
  return new PolyreelError('unreachable', `${new URL(url).origin} does not answer: ${cause?.message || message}`, 0);
}

function waitOf(outcome: Response | PolyreelError, attempt: number): number {
  const told = outcome instanceof Response ? Number(outcome.headers.get('retry-after')) * 1_000 : 0;
  return Math.min(told || FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => (clearTimeout(timer), reject(signal.reason as Error));
    const timer = setTimeout(() => (signal.removeEventListener('abort', stop), resolve()), ms);
    signal.addEventListener('abort', stop, { once: true });
  });

import type { LeasedDelivery } from './delivery.types.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const LONGEST_MS = 24 * HOUR;

/** When tries are made after the first, as Standard Webhooks advises: spread over a day. */
const OFFSETS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, LONGEST_MS];
/** Progress that comes hours later tells nobody anything. */
const OF_THE_MOMENT = ['generation.progressed'];
const TRIES_OF_THE_MOMENT = 2;
/** Up to so much later, so that what failed together does not come back together. */
const JITTER = 0.1;
const SOONEST_MS = SECOND;

type Tried = Pick<LeasedDelivery, 'attempt' | 'firstAttemptAt' | 'kind'>;

/**
 * How long to wait after a try that failed, in milliseconds; nothing where that was the last one. A receiver that names a time is not asked
 * before it, and one that names a time beyond the day is asked at its end.
 */
export function waitAfter(
  { attempt, firstAttemptAt, kind }: Tried,
  retryAfterMs = 0,
  now = Date.now(),
  chance = Math.random(),
): number | undefined {
  const tries = OF_THE_MOMENT.includes(kind) ? TRIES_OF_THE_MOMENT : OFFSETS_MS.length + 1;
  const offset = attempt < tries ? OFFSETS_MS[attempt - 1] : undefined;
  if (offset === undefined) return undefined;
  const since = now - firstAttemptAt.getTime();
  const planned = offset * (1 + JITTER * chance) - since;
  return Math.max(SOONEST_MS, planned, Math.min(retryAfterMs, LONGEST_MS - since));
}

/** `Retry-After` as seconds or as a date, in milliseconds from now; nothing where it is neither. */
export function retryAfter(header: string | string[] | undefined, now = Date.now()): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * SECOND;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

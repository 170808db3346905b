import { HttpException } from '@nestjs/common';
import { Permanent } from './permanent.error.js';
import type { Failure } from './transport.js';

/** Where a service injects its policy. */
export const RETRY_POLICY = Symbol('RetryPolicy');

/** How often and how patiently a failing message is tried again. */
export interface RetryPolicy {
  /** Tries in a row inside one delivery, with a short jittered pause between them. */
  immediate: number;
  /** The pause lies between these, in milliseconds. */
  jitterMs: readonly [min: number, max: number];
  /** Delays before the following deliveries, in milliseconds; when they are spent, the message is dead. */
  delaysMs: readonly number[];
}

/** 5 at once (50-800 ms apart), then 5 s, 30 s, 2 min, 10 min, 1 h: NServiceBus's recoverability model with our delays. */
export const DEFAULT_RETRIES: RetryPolicy = { immediate: 5, jitterMs: [50, 800], delaysMs: [5_000, 30_000, 120_000, 600_000, 3_600_000] };

/** True where no further try can help: Permanent, or what a guard or pipe refuses as the sender's mistake (4xx but for timeouts and rate limits). */
export function isPermanent(error: unknown): boolean {
  if (error instanceof Permanent) return true;
  const status = error instanceof HttpException ? error.getStatus() : undefined;
  return status !== undefined && status >= 400 && status < 500 && !PASSING.has(status);
}

const PASSING = new Set([408, 425, 429]);

/** What an error tells, short enough for a header. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error).slice(0, 2_000) };
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    message: error.message.slice(0, 2_000),
    code: typeof code === 'string' ? code : undefined,
    stack: error.stack?.slice(0, 4_000),
  };
}

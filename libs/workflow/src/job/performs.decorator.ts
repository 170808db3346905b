import type { DataOf } from '@polyreel/contracts';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { type AnyContract, describeHandler, type Envelope, handlerName, type Output, type Received } from '@polyreel/messaging';
import type { Job } from './job.js';
import { describeJob, type JobKind } from './job-kind.js';
import { JobRunner } from './job-runner.js';

type Performer<In extends AnyContract, Out extends readonly AnyContract[]> = Type<{
  perform(data: DataOf<In>, job: Job): Promise<Output<Out>>;
}>;

export interface PerformsOptions<Out extends readonly AnyContract[]> {
  emits: Out;
  /** Events of the same run that make the work pointless: those by which it ends without a result. What completes a run cancels nothing. */
  cancelledBy?: readonly AnyContract[];
  /** How many run at once in one process. Default 1. */
  slots?: number;
  /** How many of them one user may have before others of the same lane go first. Default half of the slots, at least one. */
  perUser?: number;
  /** How long a silent runner keeps the job. It beats three times as often. Default 10. */
  leaseSeconds?: number;
  /** Delays before further tries, in milliseconds; when they are spent, the job has failed. */
  retryDelaysMs?: readonly number[];
}

const RUNNER = Symbol('JobRunner');
/** Work of a runner that was killed goes on elsewhere within this time. */
const DEFAULT_LEASE_SECONDS = 10;
const DEFAULT_RETRY_DELAYS_MS = [1_000, 5_000, 30_000];

/**
 * The twin of @Handles for work that takes longer than a minute may: the event becomes a job row and is acknowledged at once;
 * perform() runs under a lease and its events commit with the row.
 */
export function Performs<In extends AnyContract, const Out extends readonly AnyContract[]>(event: In, options: PerformsOptions<Out>) {
  return <Target extends Performer<In, Out>>(target: Target): void => {
    Injectable()(target);
    Inject(JobRunner)(target.prototype as object, RUNNER);
    const { emits, cancelledBy = [], slots = 1, perUser = Math.ceil(slots / 2) } = options;
    const { leaseSeconds = DEFAULT_LEASE_SECONDS, retryDelaysMs = DEFAULT_RETRY_DELAYS_MS } = options;
    const kind: JobKind = { kind: handlerName(target), emits, slots, perUser, leaseSeconds, retryDelaysMs };
    describeJob(target, kind);
    describeHandler(target, { contracts: [event, ...cancelledBy], emits, concurrency: 32, decides: true });
    Object.defineProperty(target.prototype, 'handle', {
      value(this: { [RUNNER]: JobRunner }, data: unknown, { attempt: _attempt, ...envelope }: Received) {
        if (cancelledBy.some(({ type }) => type === envelope.type)) return this[RUNNER].cancel(envelope.correlationid);
        return this[RUNNER].take(kind, { ...envelope, data } as Envelope);
      },
    });
  };
}

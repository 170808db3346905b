import { type Emitted, HandlerFaulted } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import {
  asList,
  Decided,
  DELIVERY_LIMIT,
  type Envelope,
  EventPublisher,
  failureOf,
  inSpanOf,
  isPermanent,
  Permanent,
  queueName,
  UNDECIDED,
  type Write,
} from '@polyreel/messaging';
import { Cadence, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { setTimeout as pause } from 'node:timers/promises';
import { jobIdOf, JobStore, type LeasedJob } from './job-store.js';
import type { Job } from './job.js';
import { JobNews, type Subject } from './job-news.js';
import { type JobKind, jobKindOf } from './job-kind.js';
import { LeaseKeeper, LeaseLost, RunCancelled } from './lease-keeper.js';
import { StartGate } from './start-gate.js';

/** How often waiting jobs are looked for that no intake of this process announced. */
const LOOK_EVERY_MS = 1_000;
/** How long a stopping service waits for work to notice that it must stop. */
const STOP_PATIENCE_MS = 10_000;

interface Performer {
  kind: JobKind;
  gate: StartGate;
  perform(data: unknown, job: Job): Promise<Emitted | readonly Emitted[] | void>;
}

interface RunningJob {
  kind: string;
  correlationId: string;
  stop: AbortController;
  ended: Promise<void>;
}

/** Leases jobs, keeps their leases alive, and commits what they made together with the row. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private readonly cadence: Cadence;
  private performers: Performer[] = [];
  private readonly running = new Map<string, RunningJob>();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly store: JobStore,
    private readonly news: JobNews,
    private readonly publisher: EventPublisher,
    private readonly discovery: DiscoveryService,
    private readonly service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
    this.cadence = new Cadence(LOOK_EVERY_MS, () => this.fillSlots(), this.log);
  }

  onApplicationBootstrap(): void {
    this.performers = this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const kind = typeof metatype === 'function' ? jobKindOf(metatype as Type) : undefined;
      const target = instance as Pick<Performer, 'perform'>;
      return kind ? [{ kind, gate: new StartGate(), perform: (data: unknown, job: Job) => target.perform(data, job) }] : [];
    });
    this.cadence.start();
  }

  /** Stops what runs and gives it back at once, so that another instance takes it over without waiting for the lease. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.cadence.stop();
    for (const { stop } of this.running.values()) stop.abort(new Error('the service is shutting down'));
    const allEnded = Promise.all([...this.running.values()].map(({ ended }) => ended));
    // Work that does not listen to its signal must not hold the process up: its lease lapses, and its late result is refused.
    await Promise.race([allEnded, pause(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Takes an event in as a job; the runner looks as soon as that has committed. */
  take(kind: JobKind, envelope: Envelope): Decided {
    const job: Subject = { id: jobIdOf(kind.kind, envelope), job: kind.kind, envelope, attempt: 0 };
    const told = (held: boolean) => {
      if (!held) return;
      this.news.tell(job, 'queued');
      this.cadence.now();
    };
    return new Decided([], [{ ...this.store.taking(kind.kind, envelope), told }]);
  }

  /** Stops what a run has here. */
  async cancel(correlationId: string): Promise<Decided | typeof UNDECIDED> {
    if (!this.database.inTransaction) return UNDECIDED;
    await this.store.cancel(correlationId);
    // Whoever is stopped, and whoever tidies up after it, finds the row cancelled.
    this.database.afterCommit(() => {
      for (const job of this.running.values())
        if (job.correlationId === correlationId) job.stop.abort(new RunCancelled('the run was cancelled'));
    });
    return new Decided([], []);
  }

  private async fillSlots(): Promise<void> {
    for (const performer of this.performers) {
      const { kind, slots, perUser, leaseSeconds } = performer.kind;
      const busy = () => [...this.running.values()].filter((job) => job.kind === kind).length;
      while (!this.stopping && busy() < slots) {
        const leased = await this.store.lease({ kind, seconds: leaseSeconds, lanes: performer.gate.order(), perUser });
        if (!leased) break;
        performer.gate.started(leased.lane);
        this.run(performer, leased);
      }
    }
  }

  private run(performer: Performer, leased: LeasedJob): void {
    const stop = new AbortController();
    const ended = this.perform(performer, leased, stop)
      .catch((error: unknown) => this.log.error({ err: error, job: leased.id }, 'a job could not be settled; its lease will lapse'))
      .finally(() => {
        this.running.delete(leased.id);
        this.cadence.now();
      });
    this.running.set(leased.id, { correlationId: leased.envelope.correlationid, stop, ended, kind: performer.kind.kind });
  }

  private async perform({ kind, perform }: Performer, leased: LeasedJob, stop: AbortController): Promise<void> {
    const lease = new LeaseKeeper(this.store, leased, kind.leaseSeconds, stop, this.log);
    const { data, ...envelope } = leased.envelope;
    const writes: Write[] = [];
    const subject: Subject = { ...leased, job: kind.kind };
    const came = this.news.follow(subject);
    const job: Job = {
      id: leased.id,
      message: { ...envelope, attempt: leased.attempt },
      signal: stop.signal,
      progress: (done) => came((lease.progress = Math.min(1, Math.max(0, done)))),
      commitWith: (write) => writes.push(write),
    };
    try {
      refuseCrashLoop(kind, leased);
      this.news.tell(subject, 'started');
      const emitted = asList(await inSpanOf(envelope, `perform ${kind.kind}`, () => perform(data, job)));
      lease.release();
      if (!(await this.publisher.settle(emitted, [this.store.finishing(leased), ...writes], envelope)))
        throw new LeaseLost('another runner holds this job, or the run was cancelled');
      this.news.tell(subject, 'completed', 1);
    } catch (error) {
      lease.release();
      if (stop.signal.reason instanceof RunCancelled) this.news.tell(subject, 'cancelled', lease.progress);
      if (await this.settleFailure(kind, leased, error, stop.signal.aborted)) this.news.tell(subject, 'failed', lease.progress);
    }
  }

  /** Answers whether the job has failed for good. */
  private async settleFailure(kind: JobKind, leased: LeasedJob, error: unknown, aborted: boolean): Promise<boolean> {
    if (this.stopping && aborted) {
      await this.publisher.settle([], [this.store.releasing(leased)]);
      return false;
    }
    if (aborted || error instanceof LeaseLost) {
      this.log.info({ job: leased.id, kind: kind.kind, err: error }, 'a job was stopped: cancelled, or taken over');
      return false;
    }
    const delayMs = isPermanent(error) ? undefined : kind.retryDelaysMs[leased.attempt - 1];
    this.log.warn({ err: error, job: leased.id, kind: kind.kind, attempt: leased.attempt, delayMs }, 'a job failed');
    if (delayMs !== undefined) {
      await this.publisher.settle([], [this.store.retrying(leased, delayMs, failureOf(error))]);
      return false;
    }
    const { data: _data, ...cause } = leased.envelope;
    return this.publisher.settle([this.fault(kind, leased, error)], [this.store.failing(leased, failureOf(error))], {
      ...cause,
      id: `${cause.id}:${kind.kind}`,
    });
  }

  private fault(kind: JobKind, { envelope, attempt, firstFailedAt }: LeasedJob, error: unknown): Emitted {
    const { name, message, code } = failureOf(error);
    return HandlerFaulted({
      handler: kind.kind,
      service: this.service.name,
      queue: queueName(this.service.name, kind.kind),
      event: { id: envelope.id, type: envelope.type, correlationid: envelope.correlationid, data: envelope.data },
      error: { name, message, code },
      attempts: attempt,
      firstFailedAt: (firstFailedAt ?? new Date()).toISOString(),
    });
  }
}

/** Work that takes its process down with it never fails by itself: it ends after as many lives as a message has. */
function refuseCrashLoop({ retryDelaysMs }: JobKind, { attempt }: LeasedJob): void {
  if (attempt > retryDelaysMs.length + DELIVERY_LIMIT)
    throw new Permanent(`the job was begun ${attempt - 1} times and never ended`, 'job_crashed_too_often');
}

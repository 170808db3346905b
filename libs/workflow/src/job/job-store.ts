import { Tier } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { derivedId, type Envelope, type Failure, type Write } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { type Erased, Erasure } from '../erasure/erasure.js';

/** A job that this process holds the lease of. */
export interface LeasedJob {
  id: string;
  envelope: Envelope;
  lane: Tier;
  /** 1 for the first try. */
  attempt: number;
  /** Grows with every lease: a write that carries an older one is refused. */
  fence: string;
  firstFailedAt?: Date;
}

/** How the next job of a kind is chosen. */
export interface LeaseRequest {
  kind: string;
  seconds: number;
  /** The lanes, the one whose turn it is first. */
  lanes: readonly Tier[];
  /** Beyond so many running jobs a user comes after the others of the same lane. */
  perUser: number;
}

interface LeasedRow {
  id: string;
  envelope: Envelope;
  lane: Tier;
  attempt: number;
  fence: string;
  first_failed_at: Date | null;
}

/** The same event is the same job, however often it comes. */
export const jobIdOf = (kind: string, { id }: Envelope): string => derivedId(kind, id);

/** The job rows of one service. All times are the database's. `due_at` is when a row may be leased: again, once its lease has lapsed. */
@Injectable()
export class JobStore {
  constructor(
    private readonly database: Database,
    private readonly erasure: Erasure,
  ) {}

  /** Takes work in; the same event twice is one job. A job of a cancelled run is born cancelled, without its words. A tier that nobody knows is the free one. */
  taking(kind: string, envelope: Envelope): Write {
    return {
      text: `INSERT INTO ${this.jobs} (id, kind, lane, user_id, envelope, correlation_id, state)
        SELECT $1::uuid, $2, $3, $4, CASE WHEN stopped THEN $5::jsonb - 'data' ELSE $5::jsonb END, $6, CASE WHEN stopped THEN 'cancelled' ELSE 'waiting' END
        FROM (SELECT EXISTS (SELECT 1 FROM ${this.cancelled} WHERE correlation_id = $6) AS stopped) AS run
        ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING 1 AS taken`,
      values: [
        jobIdOf(kind, envelope),
        kind,
        Tier.safeParse(envelope.tier).data ?? 'free',
        envelope.userid ?? null,
        JSON.stringify(envelope),
        envelope.correlationid,
      ],
    };
  }

  /** Cancels what a run has here, also what has not arrived yet, and keeps no word of it. Running jobs notice at their next beat. */
  async cancel(correlationId: string): Promise<void> {
    await this.database.query(`INSERT INTO ${this.cancelled} (correlation_id) VALUES ($1) ON CONFLICT DO NOTHING`, [correlationId]);
    await this.database.query(
      `UPDATE ${this.jobs} SET state = 'cancelled', finished_at = now(), envelope = envelope - 'data'
       WHERE correlation_id = $1 AND state IN ('waiting', 'running')`,
      [correlationId],
    );
  }

  /** Forgets the work of a run, or all of a person's, whatever its state; gives how many pieces it was. What still comes of them is born cancelled, and empty. */
  erase(of: Erased): Promise<number> {
    const [column, id] = 'correlationId' in of ? ['correlation_id', of.correlationId] : ['user_id', of.userId];
    return this.database.transaction(async () => {
      await this.erasure.mark(of);
      return (await this.database.query(`DELETE FROM ${this.jobs} WHERE ${column} = $1 RETURNING 1 AS erased`, [id])).length;
    });
  }

  /**
   * Leases the next job that is due, or one whose runner has fallen silent: by lane, then users below their cap, then the longest due.
   * A lateral join takes its outer rows in their order and stops at the first that has a job, so no further lane is read or locked.
   */
  async lease({ kind, seconds, lanes, perUser }: LeaseRequest): Promise<LeasedJob | undefined> {
    const [row] = await this.database.statement<LeasedRow>(
      `WITH busy AS (
         SELECT coalesce(array_agg(user_id), '{}') AS users FROM (
           SELECT user_id FROM ${this.jobs} WHERE kind = $1 AND state = 'running' AND due_at > now() AND user_id IS NOT NULL
           GROUP BY user_id HAVING count(*) >= $4) AS full_up),
       next AS (
         SELECT candidate.id FROM (
           SELECT lane, over FROM unnest($3::text[]) WITH ORDINALITY AS lanes (lane, place) CROSS JOIN (VALUES (false), (true)) AS caps (over)
           ORDER BY place, over) AS turns
         CROSS JOIN LATERAL (
           SELECT id FROM ${this.jobs}
           WHERE kind = $1 AND lane = turns.lane AND state IN ('waiting', 'running') AND due_at <= now()
             AND (coalesce(user_id, '') = ANY ((SELECT users FROM busy)::text[])) = turns.over
           ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS candidate
         LIMIT 1)
       UPDATE ${this.jobs} AS job SET state = 'running', attempt = attempt + 1, fence = fence + 1, due_at = now() + make_interval(secs => $2)
       FROM next WHERE job.id = next.id
       RETURNING job.id, envelope, lane, attempt, fence, first_failed_at`,
      [kind, seconds, lanes, perUser],
    );
    if (!row) return undefined;
    const { id, envelope, lane, attempt, fence } = row;
    return { id, envelope, lane, attempt, fence, firstFailedAt: row.first_failed_at ?? undefined };
  }

  /** Prolongs the lease and keeps the progress (0 to 1). False: the lease is lost or the job cancelled, stop. */
  async beat(job: LeasedJob, seconds: number, progress: number): Promise<boolean> {
    const { text, values } = this.writing(job, 'due_at = now() + make_interval(secs => $3), progress = $4', seconds, progress);
    return (await this.database.statement(text, values)).length === 1;
  }

  /** The end of a job that went well. It takes no effect where the lease was lost: then nothing that belongs to the result may be committed. */
  finishing(job: LeasedJob): Write {
    return this.writing(job, `state = 'done', progress = 1, finished_at = now()`);
  }

  retrying(job: LeasedJob, delayMs: number, error: Failure): Write {
    return this.writing(
      job,
      `state = 'waiting', due_at = now() + make_interval(secs => $3), error = $4, first_failed_at = coalesce(first_failed_at, now())`,
      delayMs / 1_000,
      JSON.stringify(error),
    );
  }

  failing(job: LeasedJob, error: Failure): Write {
    return this.writing(job, `state = 'failed', error = $3, finished_at = now()`, JSON.stringify(error));
  }

  /** Gives a job back untouched, as a runner does that is shutting down. */
  releasing(job: LeasedJob): Write {
    return this.writing(job, `state = 'waiting', attempt = attempt - 1, due_at = now()`);
  }

  private writing(job: LeasedJob, change: string, ...values: unknown[]): Write {
    return {
      text: `UPDATE ${this.jobs} SET ${change} WHERE id = $1 AND fence = $2 AND state = 'running' RETURNING 1 AS held`,
      values: [job.id, job.fence, ...values],
    };
  }

  private get jobs(): string {
    return `"${this.database.schema}".jobs`;
  }

  private get cancelled(): string {
    return `"${this.database.schema}".cancelled_runs`;
  }
}

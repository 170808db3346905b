import { Database } from '@polyreel/database';
import { derivedId, type Envelope, type Failure } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';

/** A job that this process holds the lease of. */
export interface LeasedJob {
  id: string;
  envelope: Envelope;
  /** 1 for the first try. */
  attempt: number;
  /** Grows with every lease: a write that carries an older one is refused. */
  fence: string;
  firstFailedAt?: Date;
}

/** The job rows of one service. All times are the database's. */
@Injectable()
export class JobStore {
  constructor(private readonly database: Database) {}

  /** Takes work in; the same event twice is one job. A job of a cancelled run is born cancelled. */
  async take(kind: string, envelope: Envelope): Promise<void> {
    await this.database.query(
      `INSERT INTO ${this.jobs} (id, kind, envelope, correlation_id, state)
       VALUES ($1, $2, $3, $4, CASE WHEN EXISTS (SELECT 1 FROM ${this.cancelled} WHERE correlation_id = $4) THEN 'cancelled' ELSE 'waiting' END)
       ON CONFLICT DO NOTHING`,
      [derivedId(kind, envelope.id), kind, JSON.stringify(envelope), envelope.correlationid],
    );
  }

  /** Cancels what a run has here, also what has not arrived yet. Running jobs notice at their next beat. */
  async cancel(correlationId: string): Promise<void> {
    await this.database.query(`INSERT INTO ${this.cancelled} (correlation_id) VALUES ($1) ON CONFLICT DO NOTHING`, [correlationId]);
    await this.database.query(
      `UPDATE ${this.jobs} SET state = 'cancelled', finished_at = now() WHERE correlation_id = $1 AND state IN ('waiting', 'running')`,
      [correlationId],
    );
  }

  /** Leases the next job that is due, or one whose runner has fallen silent. */
  async lease(kind: string, seconds: number): Promise<LeasedJob | undefined> {
    const [row] = await this.database.query<{
      id: string;
      envelope: Envelope;
      attempt: number;
      fence: string;
      first_failed_at: Date | null;
    }>(
      `UPDATE ${this.jobs} SET state = 'running', attempt = attempt + 1, fence = fence + 1, lease_until = now() + make_interval(secs => $2)
       WHERE id = (
         SELECT id FROM ${this.jobs}
         WHERE kind = $1 AND ((state = 'waiting' AND due_at <= now()) OR (state = 'running' AND lease_until < now()))
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, envelope, attempt, fence, first_failed_at`,
      [kind, seconds],
    );
    return (
      row && { id: row.id, envelope: row.envelope, attempt: row.attempt, fence: row.fence, firstFailedAt: row.first_failed_at ?? undefined }
    );
  }

  /** Prolongs the lease and keeps the progress (0 to 1). False: the lease is lost or the job cancelled, stop. */
  beat(job: LeasedJob, seconds: number, progress: number): Promise<boolean> {
    return this.write(job, 'lease_until = now() + make_interval(secs => $3), progress = $4', seconds, progress);
  }

  /** False when the lease was lost meanwhile: then nothing that belongs to the result may be committed. */
  finish(job: LeasedJob): Promise<boolean> {
    return this.write(job, `state = 'done', progress = 1, finished_at = now()`);
  }

  retry(job: LeasedJob, delayMs: number, error: Failure): Promise<boolean> {
    return this.write(
      job,
      `state = 'waiting', due_at = now() + make_interval(secs => $3), error = $4, first_failed_at = coalesce(first_failed_at, now())`,
      delayMs / 1_000,
      JSON.stringify(error),
    );
  }

  fail(job: LeasedJob, error: Failure): Promise<boolean> {
    return this.write(job, `state = 'failed', error = $3, finished_at = now()`, JSON.stringify(error));
  }

  /** Gives a job back untouched, as a runner does that is shutting down. */
  release(job: LeasedJob): Promise<boolean> {
    return this.write(job, `state = 'waiting', attempt = attempt - 1`);
  }

  private async write(job: LeasedJob, change: string, ...values: unknown[]): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE ${this.jobs} SET ${change} WHERE id = $1 AND fence = $2 AND state = 'running' RETURNING 1 AS held`,
      [job.id, job.fence, ...values],
    );
    return rows.length === 1;
  }

  private get jobs(): string {
    return `"${this.database.schema}".jobs`;
  }

  private get cancelled(): string {
    return `"${this.database.schema}".cancelled_runs`;
  }
}

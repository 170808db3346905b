import { Database } from '@polyreel/database';
import type { Write } from '@polyreel/messaging';
import { classOf, type ErrorClass } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

/** `intent`: about to be asked; `submitted`: the provider has it; `unknown`: nobody can tell, an operator decides. The others are ends. */
export type OperationStep = 'intent' | 'submitted' | 'succeeded' | 'failed' | 'unknown';

/** A thing that is paid for once: one shot's still, or one shot's take. */
export interface Unit {
  /** `generation:step:shot`. */
  key: string;
  correlationId: string;
  userId?: string;
}

/** One call to a provider, as the ledger has it. */
export interface Operation {
  /** `generation:step:shot:attempt`. */
  callKey: string;
  unit: string;
  attempt: number;
  correlationId: string;
  userId: string | null;
  provider: string;
  model: string;
  state: OperationStep;
  operationId: string | null;
  costUsd: number;
  error: { errorClass: ErrorClass; message: string } | null;
  note: string | null;
  createdAt: Date;
  settledAt: Date | null;
}

const COLUMNS = `call_key AS "callKey", unit, attempt, correlation_id AS "correlationId", user_id AS "userId", provider, model, state,
  operation_id AS "operationId", cost_usd::float8 AS "costUsd", error, note, created_at AS "createdAt", settled_at AS "settledAt"`;

/** The rows of paid calls. Every change is guarded by the state that it leaves, so that of two writers one is refused. */
@Injectable()
export class ProviderLedger {
  constructor(private readonly database: Database) {}

  /** The latest call for a unit at each provider. */
  async ofUnit(unit: string): Promise<Operation[]> {
    return this.database.statement<Operation>(
      `SELECT DISTINCT ON (provider) ${COLUMNS} FROM ${this.table} WHERE unit = $1 ORDER BY provider, attempt DESC`,
      [unit],
    );
  }

  /** Claims the next attempt of a unit. Undefined where this provider has one that has not failed, or somebody claimed it in this moment. */
  async intend(unit: Unit, provider: string, model: string, request: unknown): Promise<Operation | undefined> {
    const [operation] = await this.database.statement<Operation>(
      `INSERT INTO ${this.table} (call_key, unit, attempt, correlation_id, user_id, provider, model, request_hash)
       SELECT $1 || ':' || next, $1, next, $2, $3, $4, $5, $6 FROM (SELECT coalesce(max(attempt), 0) + 1 AS next FROM ${this.table} WHERE unit = $1) AS attempts
       WHERE NOT EXISTS (SELECT FROM ${this.table} WHERE unit = $1 AND provider = $4 AND state <> 'failed')
       ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      [unit.key, unit.correlationId, unit.userId ?? null, provider, model, hashOf(request)],
    );
    return operation;
  }

  /** The provider has it, under this id. Also what was thought unknown is known then. */
  async submitted({ callKey }: Operation, operationId: string): Promise<boolean> {
    const rows = await this.database.statement(
      `UPDATE ${this.table} SET state = 'submitted', operation_id = $2, submitted_at = coalesce(submitted_at, now())
       WHERE call_key = $1 AND state IN ('intent', 'unknown', 'submitted') RETURNING 1 AS known`,
      [callKey, operationId],
    );
    return rows.length === 1;
  }

  /** The write that ends a call well; it commits with the result that the call led to. */
  succeeding({ callKey }: Operation, costUsd: number): Write {
    return {
      text: `UPDATE ${this.table} SET state = 'succeeded', cost_usd = $2, settled_at = now()
        WHERE call_key = $1 AND state IN ('submitted', 'succeeded') RETURNING 1 AS paid`,
      values: [callKey, costUsd],
    };
  }

  /** The call has answered at once, and its answer is here. */
  async answered({ callKey }: Operation, costUsd: number): Promise<void> {
    await this.database.statement(
      `UPDATE ${this.table} SET state = 'succeeded', cost_usd = $2, submitted_at = now(), settled_at = now()
       WHERE call_key = $1 AND state IN ('intent', 'unknown')`,
      [callKey, costUsd],
    );
  }

  /** The call has come to nothing, for this reason; some providers bill that too. */
  async failed({ callKey }: Operation, error: unknown, costUsd = 0): Promise<void> {
    await this.database.statement(
      `UPDATE ${this.table} SET state = 'failed', error = $2, cost_usd = $3, settled_at = now()
       WHERE call_key = $1 AND state IN ('intent', 'submitted', 'unknown')`,
      [callKey, JSON.stringify(reasonOf(error)), costUsd],
    );
  }

  /** Nobody can tell whether the provider took it in. Nothing repeats it by itself. */
  async unknown({ callKey }: Operation, error: unknown): Promise<void> {
    await this.database.statement(`UPDATE ${this.table} SET state = 'unknown', error = $2 WHERE call_key = $1 AND state = 'intent'`, [
      callKey,
      JSON.stringify(reasonOf(error)),
    ]);
  }

  /** Calls that no job waits for any more: their run was cancelled, or has gone on without them. */
  async abandoned(limit: number): Promise<Operation[]> {
    const { schema } = this.database;
    return this.database.statement<Operation>(
      `SELECT ${COLUMNS} FROM ${this.table} AS call
       WHERE state IN ('intent', 'submitted') AND created_at < now() - interval '2 seconds'
         AND NOT EXISTS (SELECT FROM "${schema}".jobs WHERE jobs.correlation_id = call.correlation_id AND jobs.state IN ('waiting', 'running'))
       ORDER BY created_at LIMIT $1`,
      [limit],
    );
  }

  /** For the operator: newest first. */
  async list(state: OperationStep | undefined, limit: number): Promise<Operation[]> {
    return this.database.statement<Operation>(
      `SELECT ${COLUMNS} FROM ${this.table} WHERE $1::text IS NULL OR state = $1 ORDER BY created_at DESC LIMIT $2`,
      [state ?? null, limit],
    );
  }

  /** An operator has looked at the provider and says how an unknown call ended. False where it is not unknown. */
  async resolve(callKey: string, outcome: 'succeeded' | 'failed', costUsd: number, note: string): Promise<boolean> {
    const rows = await this.database.statement(
      `UPDATE ${this.table} SET state = $2, cost_usd = $3, note = $4, settled_at = now() WHERE call_key = $1 AND state = 'unknown' RETURNING 1 AS resolved`,
      [callKey, outcome, costUsd, note],
    );
    return rows.length === 1;
  }

  private get table(): string {
    return `"${this.database.schema}".provider_operations`;
  }
}

const hashOf = (request: unknown) => createHash('sha256').update(JSON.stringify(request)).digest('hex');

const reasonOf = (error: unknown) => ({
  errorClass: classOf(error),
  message: (error instanceof Error ? error.message : String(error)).slice(0, 2_000),
});

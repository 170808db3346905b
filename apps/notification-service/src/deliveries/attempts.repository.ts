import { Database } from '@polyreel/database';
import type { WebhookAttemptView } from '@polyreel/http-api';
import { Injectable } from '@nestjs/common';
import type { LeasedDelivery, Outcome } from './delivery.types.js';

/** So many tries of one delivery are in its log: a whole schedule, and as many again that its owner asked for. */
export const KEPT_ATTEMPTS = 20;

/** A try as the owner of its endpoint may look at it. */
export interface AttemptRow {
  number: string;
  at: Date;
  durationMs: number | null;
  result: WebhookAttemptView['result'];
  answerStatus: number | null;
  answerText: string | null;
  errorClass: WebhookAttemptView['errorClass'];
  error: string | null;
}

/** Every try at an endpoint, one row each, made by the lease that it was sent under. */
@Injectable()
export class Attempts {
  constructor(private readonly database: Database) {}

  /** How a try went. It was made also where the lease was lost meanwhile, and is written down then as well. */
  async ended({ id, fence, webhookId }: LeasedDelivery, outcome: Outcome, durationMs: number): Promise<void> {
    if (!webhookId) return;
    const failure = outcome.kind === 'delivered' ? undefined : outcome;
    const errorClass = failure && (outcome.status === undefined ? (outcome.kind === 'failed' && outcome.errorClass) || 'other' : 'answer');
    await this.database.query(
      `UPDATE notifications.attempts SET duration_ms = $3, result = $4, answer_status = $5, answer_text = $6, error_class = $7, error = $8
       WHERE delivery_id = $1 AND number = $2`,
      [
        id,
        fence,
        Math.round(durationMs),
        failure ? 'failed' : 'delivered',
        outcome.status ?? null,
        outcome.text ?? null,
        errorClass ?? null,
        failure?.error ?? null,
      ],
    );
  }

  /** The tries of a delivery, the newest first. One that has no end is under way as long as its lease holds; then nobody knows how it went. */
  of(deliveryId: string): Promise<AttemptRow[]> {
    return this.database.query(
      `SELECT number, begun_at AS at, duration_ms AS "durationMs", a.answer_status AS "answerStatus", a.answer_text AS "answerText",
         error_class AS "errorClass", a.error,
         coalesce(result, CASE WHEN state = 'sending' AND number = fence AND due_at > now() THEN 'under_way' ELSE 'unknown' END) AS result
       FROM notifications.attempts AS a JOIN notifications.deliveries AS d ON d.id = a.delivery_id
       WHERE delivery_id = $1 ORDER BY number DESC`,
      [deliveryId],
    );
  }
}

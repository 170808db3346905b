import { Database } from '@polyreel/database';
import type { ListDeliveriesQuery, WebhookDeliveryView } from '@polyreel/http-api';
import { AppError, pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { KEPT_ATTEMPTS } from './attempts.repository.js';
import type { LeasedDelivery, NewDelivery, Outcome } from './delivery.types.js';
import { LEASE } from './lease.statement.js';

/** How many of one lane, and of one person, may be under way at once in the whole mesh. */
export interface Caps {
  perLane: number;
  perUser: number;
  /** The operator's own mail server is one receiver for everybody. */
  email: number;
}

/** A delivery to an endpoint as its owner may look at it. */
export interface DeliveryRow {
  id: string;
  messageId: string;
  kind: string;
  state: WebhookDeliveryView['status'];
  attempt: number;
  dueAt: Date;
  answerStatus: number | null;
  answerText: string | null;
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const SHOWN = `id, message_id AS "messageId", kind, state, attempt, due_at AS "dueAt", answer_status AS "answerStatus",
  answer_text AS "answerText", error, created_at AS "createdAt", finished_at AS "finishedAt"`;

/** What goes out, as rows. All times are the database's; `due_at` is when a row may be leased: again, once its lease has lapsed. */
@Injectable()
export class Deliveries {
  private wake: () => void = () => undefined;

  constructor(private readonly database: Database) {}

  /** Who sends them is told as soon as one may be due. */
  whenDue(wake: () => void): void {
    this.wake = wake;
  }

  /** Within the transaction of what led to it. The same message to the same target is one delivery, however often it is asked for. */
  async add(delivery: NewDelivery): Promise<string | undefined> {
    const { method, userId, kind, messageId, target, lane, content, webhookId, notificationId } = delivery;
    const [added] = await this.database.query<{ id: string }>(
      `INSERT INTO notifications.deliveries (id, method, user_id, kind, message_id, target, lane, content, webhook_id, notification_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (method, target, message_id) DO NOTHING RETURNING id`,
      [randomUUID(), method, userId, kind, messageId, target, lane, content, webhookId ?? null, notificationId ?? null],
    );
    if (added) this.database.afterCommit(this.wake);
    return added?.id;
  }

  /** An ended delivery, or one that waits, goes out again from the first try on. Throws where it is under way or unknown. */
  async again(webhookId: string, id: string): Promise<void> {
    const rows = await this.database.query(
      `UPDATE notifications.deliveries SET state = 'waiting', attempt = 0, first_attempt_at = NULL, due_at = now(), finished_at = NULL
       WHERE id = $1 AND webhook_id = $2 AND state <> 'sending' RETURNING 1 AS waiting`,
      [id, webhookId],
    );
    if (rows.length === 1) return this.wake();
    await this.one(webhookId, id);
    throw new AppError('delivery_under_way', 'This delivery is being sent at this moment.', 409);
  }

  /** What went to an endpoint, the newest first. */
  async page(webhookId: string, { limit, cursor, status }: ListDeliveriesQuery) {
    const place = cursor ? placeIn(cursor) : undefined;
    const rows = await this.database.query<DeliveryRow>(
      `SELECT ${SHOWN} FROM notifications.deliveries
       WHERE webhook_id = $1 AND ($2::text IS NULL OR state = $2)
         AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $5`,
      [webhookId, status ?? null, place?.at ?? null, place?.id ?? null, limit + 1],
    );
    return pageOf(rows, limit, ({ createdAt: at, id }) => ({ at, id }));
  }

  /** One of them. Throws `delivery_not_found`. */
  async one(webhookId: string, id: string): Promise<DeliveryRow> {
    const [row] = await this.database.query<DeliveryRow>(
      `SELECT ${SHOWN} FROM notifications.deliveries WHERE id = $1 AND webhook_id = $2`,
      [id, webhookId],
    );
    return row ?? unknown();
  }

  /**
   * Leases up to `most` deliveries that are due, or whose sender has fallen silent. Every lane with something due gets its turn before any
   * lane gets a second one, and neither a lane nor a person gets more than its cap.
   */
  async lease(most: number, seconds: number, { perLane, perUser, email }: Caps): Promise<LeasedDelivery[]> {
    return this.database.statement<LeasedDelivery>(LEASE, [most, seconds, perLane, perUser, email, KEPT_ATTEMPTS]);
  }

  /** The end of a delivery, or its next turn after `waitMs`. False where the lease was lost: then somebody else tells how it went. */
  async record({ id, fence }: LeasedDelivery, outcome: Outcome, waitMs?: number): Promise<boolean> {
    const state = waitMs === undefined ? outcome.kind : 'waiting';
    const held = await this.database.query(
      `UPDATE notifications.deliveries SET state = $3, answer_status = $4, answer_text = $5, error = $6,
         due_at = now() + make_interval(secs => $7), finished_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE now() END
       WHERE id = $1 AND fence = $2 AND state = 'sending' RETURNING 1 AS held`,
      [id, fence, state, outcome.status ?? null, outcome.text ?? null, 'error' in outcome ? outcome.error : null, (waitMs ?? 0) / 1_000],
    );
    return held.length === 1;
  }

  /** What waits for an endpoint that is out of use does not go out. */
  async cancelOf(webhookId: string, why: string): Promise<void> {
    await this.database.query(
      `UPDATE notifications.deliveries SET state = 'cancelled', error = $2, finished_at = now() WHERE webhook_id = $1 AND state = 'waiting'`,
      [webhookId, why],
    );
  }
}

function unknown(): never {
  throw new AppError('delivery_not_found', 'There is no such delivery.', 404);
}

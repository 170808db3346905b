import { Database } from '@polyreel/database';
import type { PushSubscriptionRequest } from '@polyreel/http-api';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

/** A browser that may be told. */
export interface PushSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

const MOST_PER_PERSON = 20;

/** The browsers of people. */
@Injectable()
export class PushSubscriptions {
  constructor(private readonly database: Database) {}

  /** One browser has one subscription: whoever signs in there now is told there, and nobody else any more. */
  async add(userId: string, { endpoint, keys }: PushSubscriptionRequest): Promise<string> {
    const [count] = await this.database.query<{ others: number }>(
      `SELECT count(*)::integer AS others FROM notifications.push_subscriptions WHERE user_id = $1 AND endpoint <> $2`,
      [userId, endpoint],
    );
    if (count!.others >= MOST_PER_PERSON)
      throw new AppError('push_subscriptions_too_many', `You have ${MOST_PER_PERSON} browsers subscribed: remove one first.`, 409);
    const [row] = await this.database.query<{ id: string }>(
      `INSERT INTO notifications.push_subscriptions (id, user_id, endpoint, p256dh, auth) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (endpoint) DO UPDATE SET id = CASE WHEN push_subscriptions.user_id = excluded.user_id THEN push_subscriptions.id ELSE excluded.id END,
         user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth
       RETURNING id`,
      [randomUUID(), userId, endpoint, keys.p256dh, keys.auth],
    );
    return row!.id;
  }

  /** Throws `push_subscription_not_found` also where it is somebody else's. */
  async removeOwn(userId: string, id: string): Promise<void> {
    const removed = await this.database.query(
      `DELETE FROM notifications.push_subscriptions WHERE id = $1 AND user_id = $2 RETURNING 1 AS removed`,
      [id, userId],
    );
    if (removed.length === 0) throw new AppError('push_subscription_not_found', 'There is no such subscription.', 404);
  }

  /** The push service says that nobody listens any more. */
  async remove(id: string): Promise<void> {
    await this.database.query(`DELETE FROM notifications.push_subscriptions WHERE id = $1`, [id]);
  }

  async one(id: string): Promise<PushSubscription | undefined> {
    const [row] = await this.database.query<PushSubscription>(
      `SELECT endpoint, p256dh, auth FROM notifications.push_subscriptions WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** With the lane of each: a person may subscribe any address, so its slowness is their own. */
  async of(userId: string): Promise<{ id: string; lane: string }[]> {
    const rows = await this.database.query<{ id: string }>(`SELECT id FROM notifications.push_subscriptions WHERE user_id = $1`, [userId]);
    return rows.map(({ id }) => ({ id, lane: `push:${id}` }));
  }
}

import { Database } from '@polyreel/database';
import type { CreateWebhookRequest, UpdateWebhookRequest, WebhookEvent, WebhookView } from '@polyreel/http-api';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ROTATED, type SigningSecret, STILL_SIGNING } from './signing-secrets.repository.js';
import { newSecret } from './webhook.signature.js';

/** An endpoint as its owner knows it. */
export interface Webhook {
  id: string;
  url: string;
  description: string;
  events: WebhookEvent[];
  disabledReason: WebhookView['disabledReason'];
  failingSince: Date | null;
  createdAt: Date;
}

const MOST_PER_PERSON = 20;
/** So long nothing has reached an endpoint, try after try, before it is taken out of use. */
const FAILING_FOR = '5 days';
const COLUMNS = `id, url, description, events, disabled_reason AS "disabledReason", failing_since AS "failingSince", created_at AS "createdAt"`;

/** The endpoints of people. Whoever asks names the owner; a stranger's is one that does not exist. */
@Injectable()
export class Webhooks {
  constructor(private readonly database: Database) {}

  of(userId: string): Promise<Webhook[]> {
    return this.database.query(`SELECT ${COLUMNS} FROM notifications.webhooks WHERE user_id = $1 ORDER BY created_at, id`, [userId]);
  }

  /** Throws `webhook_not_found`. */
  async one(userId: string, id: string): Promise<Webhook> {
    const [webhook] = await this.database.query<Webhook>(`SELECT ${COLUMNS} FROM notifications.webhooks WHERE id = $1 AND user_id = $2`, [
      id,
      userId,
    ]);
    return webhook ?? unknown();
  }

  async add(userId: string, { url, events, description }: CreateWebhookRequest): Promise<Webhook & { secret: string }> {
    const secret = newSecret();
    const [webhook] = await this.database.query<Webhook>(
      `INSERT INTO notifications.webhooks (id, user_id, url, description, events, secret)
       SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM notifications.webhooks WHERE user_id = $2) < ${MOST_PER_PERSON}
       RETURNING ${COLUMNS}`,
      [randomUUID(), userId, url, description, events, secret],
    );
    if (!webhook) throw new AppError('webhooks_too_many', `You have ${MOST_PER_PERSON} endpoints: remove one first.`, 409);
    return { ...webhook, secret };
  }

  /** Taking it into use again forgets that it failed. */
  async change(userId: string, id: string, { url, events, description, enabled }: UpdateWebhookRequest): Promise<Webhook> {
    const [webhook] = await this.database.query<Webhook>(
      `UPDATE notifications.webhooks SET url = coalesce($3, url), events = coalesce($4, events), description = coalesce($5, description),
         failing_since = CASE WHEN $6::boolean OR $3 IS NOT NULL THEN NULL ELSE failing_since END,
         disabled_reason = CASE WHEN $6::boolean THEN NULL WHEN $6 = false THEN coalesce(disabled_reason, 'asked') ELSE disabled_reason END
       WHERE id = $1 AND user_id = $2 RETURNING ${COLUMNS}`,
      [id, userId, url ?? null, events ?? null, description ?? null, enabled ?? null],
    );
    return webhook ?? unknown();
  }

  async remove(userId: string, id: string): Promise<void> {
    const removed = await this.database.query(`DELETE FROM notifications.webhooks WHERE id = $1 AND user_id = $2 RETURNING 1 AS removed`, [
      id,
      userId,
    ]);
    if (removed.length === 0) unknown();
  }

  async rotate(userId: string, id: string): Promise<SigningSecret> {
    const [rotated] = await this.database.query<SigningSecret>(
      `UPDATE notifications.webhooks SET ${ROTATED} WHERE id = $1 AND user_id = $3 RETURNING ${STILL_SIGNING}`,
      [id, newSecret(), userId],
    );
    return rotated ?? unknown();
  }

  /** Those in use that want to hear of an event. */
  async hearing(userId: string, event: WebhookEvent): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM notifications.webhooks WHERE user_id = $1 AND disabled_reason IS NULL AND $2 = ANY (events)`,
      [userId, event],
    );
    return rows.map(({ id }) => id);
  }

  /** Where to and signed with what; nothing where it is out of use or gone. */
  async inUse(id: string): Promise<(SigningSecret & { url: string }) | undefined> {
    const [webhook] = await this.database.query<SigningSecret & { url: string }>(
      `SELECT url, ${STILL_SIGNING} FROM notifications.webhooks WHERE id = $1 AND disabled_reason IS NULL`,
      [id],
    );
    return webhook;
  }

  async wentWell(id: string): Promise<void> {
    await this.database.query(`UPDATE notifications.webhooks SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL`, [id]);
  }

  /** `gone`: it said 410, that nobody is there for good. Answers the endpoint where this took it out of use. */
  async wentWrong(id: string, gone: boolean): Promise<{ url: string; failingSince: Date } | undefined> {
    const [webhook] = await this.database.query<{ url: string; failingSince: Date; disabledReason: string | null }>(
      `UPDATE notifications.webhooks SET failing_since = coalesce(failing_since, now()),
         disabled_reason = CASE WHEN $2 THEN 'gone' WHEN failing_since < now() - interval '${FAILING_FOR}' THEN 'failing' END
       WHERE id = $1 AND disabled_reason IS NULL
       RETURNING url, failing_since AS "failingSince", disabled_reason AS "disabledReason"`,
      [id, gone],
    );
    return webhook?.disabledReason ? webhook : undefined;
  }
}

function unknown(): never {
  throw new AppError('webhook_not_found', 'There is no such webhook.', 404);
}

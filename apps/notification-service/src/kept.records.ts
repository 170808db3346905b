import { Database } from '@polyreel/database';
import { pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

const PAGE = 200;

interface Row {
  id: string;
  createdAt: Date;
}

/** Each as its columns: no secret, no link out of a letter, and of a browser's subscription only whose push service it is. */
const LISTS = {
  notifications: {
    table: 'notifications',
    columns: `kind, title, body AS text, generation_id AS "generationId", voice_id AS "voiceId", read_at AS "readAt"`,
  },
  webhooks: {
    table: 'webhooks',
    columns: `url, description, events, disabled_reason AS "disabledReason", failing_since AS "failingSince"`,
  },
  deliveries: {
    table: 'deliveries',
    columns: `method, kind, message_id AS "messageId", webhook_id AS "webhookId", notification_id AS "notificationId", state AS status, attempt AS attempts,
      answer_status AS "answerStatus", answer_text AS "answerText", error, finished_at AS "finishedAt",
      (SELECT coalesce(json_agg(json_build_object('at', begun_at, 'result', result, 'status', a.answer_status, 'error', a.error) ORDER BY number), '[]')
       FROM notifications.attempts a WHERE a.delivery_id = deliveries.id) AS tries`,
  },
  'push-subscriptions': { table: 'push_subscriptions', columns: `substring(endpoint FROM '^https?://[^/]+') AS "pushService"` },
} as const;
export type KeptList = keyof typeof LISTS;
export const KEPT_LISTS = Object.keys(LISTS) as [KeptList, ...KeptList[]];

/** What is kept of a person here, for the export of their account. */
@Injectable()
export class KeptRecords {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page(list: KeptList, userId: string, cursor?: string): Promise<{ rows: Row[]; nextCursor: string | null }> {
    const { table, columns } = LISTS[list];
    const place = cursor ? placeIn(cursor) : undefined;
    const rows = await this.database.query<Row>(
      `SELECT id, created_at AS "createdAt", ${columns} FROM notifications.${table}
       WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $4`,
      [userId, place?.at ?? null, place?.id ?? null, PAGE + 1],
    );
    return pageOf(rows, PAGE, ({ createdAt: at, id }) => ({ at, id }));
  }
}

import { Database } from '@polyreel/database';
import type { ListNotificationsQuery, NotificationView, ReadRequest } from '@polyreel/http-api';
import { pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

interface NotificationRow extends Omit<NotificationView, 'createdAt' | 'readAt'> {
  createdAt: Date;
  readAt: Date | null;
}

/** What people were told, for them to look at. */
@Injectable()
export class Notifications {
  constructor(private readonly database: Database) {}

  /** Newest first, each with how it went out. */
  async page(userId: string, { limit, cursor, unread }: ListNotificationsQuery) {
    const place = cursor ? placeIn(cursor) : undefined;
    const rows = await this.database.query<NotificationRow>(
      `SELECT id AS "notificationId", kind, title, body AS text, generation_id AS "generationId", voice_id AS "voiceId", created_at AS "createdAt", read_at AS "readAt",
         (SELECT coalesce(json_agg(json_build_object('method', method, 'status', state, 'attempts', attempt, 'error', error) ORDER BY method), '[]')
          FROM notifications.deliveries WHERE notification_id = n.id) AS deliveries
       FROM notifications.notifications n
       WHERE user_id = $1 AND ($2 = false OR read_at IS NULL) AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $5`,
      [userId, unread, place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const page = pageOf(rows, limit, ({ createdAt: at, notificationId: id }) => ({ at, id }));
    return { ...page, unread: await this.unread(userId) };
  }

  /** Answers how many were not read before. */
  async read(userId: string, which: ReadRequest): Promise<number> {
    const rows = await this.database.query(
      `UPDATE notifications.notifications SET read_at = now()
       WHERE user_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY ($2)) RETURNING 1 AS read`,
      [userId, 'all' in which ? null : which.notificationIds],
    );
    return rows.length;
  }

  private async unread(userId: string): Promise<number> {
    const [row] = await this.database.query<{ unread: number }>(
      `SELECT count(*)::integer AS unread FROM notifications.notifications WHERE user_id = $1 AND read_at IS NULL`,
      [userId],
    );
    return row!.unread;
  }
}

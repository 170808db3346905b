import { type EmittedBy, NotificationSent } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { NotificationKind } from '@polyreel/http-api';
import { derivedId } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { Deliveries } from './deliveries/deliveries.repository.js';
import { type LetterKind, type LetterValues } from './letters/letter.kind.js';
import { inShort } from './letters/letter.writer.js';
import type { MailContent } from './mail/mail.courier.js';
import { People } from './people.repository.js';
import { Wishes } from './preferences.repository.js';
import { PushSubscriptions } from './push/push-subscriptions.repository.js';
import type { About } from './run.story.js';

/** Something that a person is to be told. */
export interface Notice {
  userId: string;
  kind: NotificationKind;
  letter: LetterKind;
  /** Why it is told, in words that are the same whenever the same thing is told: one cause is one notification. */
  cause: string;
  values: LetterValues;
  /** The run that it is about: it goes with that one. */
  about?: About;
}

/** Tells people things: in their list, and by the ways that they want. */
@Injectable()
export class NoticeBoard {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly wishes: Wishes,
    private readonly subscriptions: PushSubscriptions,
    private readonly deliveries: Deliveries,
  ) {}

  /** Within the transaction of what led to it. Told before, or to somebody who has left: nothing happens. */
  async post({ userId, kind, letter, cause, values, about = {} }: Notice): Promise<EmittedBy<typeof NotificationSent>[]> {
    if (await this.people.hasLeft(userId)) return [];
    const person = await this.people.one(userId);
    const { title, body } = inShort(letter, person.locale, values);
    const notificationId = derivedId('notification', userId, cause);
    const posted = await this.database.query(
      `INSERT INTO notifications.notifications (id, user_id, kind, cause, title, body, generation_id, voice_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT DO NOTHING RETURNING 1 AS posted`,
      [notificationId, userId, kind, cause, title, body, about.generationId ?? null, about.voiceId ?? null],
    );
    if (posted.length === 0) return [];
    const wish = await this.wishes.about(userId, kind);
    const common = { userId, kind, messageId: notificationId, notificationId };
    if (wish.email && person.email) await this.write(notificationId, { userId, kind, letter, values, about });
    if (wish.push) {
      const content = JSON.stringify({ notificationId, kind, title, body, ...about });
      for (const { id: target, lane } of await this.subscriptions.of(userId))
        await this.deliveries.add({ ...common, method: 'push', target, lane, content });
    }
    return [NotificationSent({ userId, notificationType: kind, deliveryMethod: 'in_app', deliveryStatus: 'delivered', notificationId })];
  }

  /** The letter of something that stands in the list already, and could not be written then. */
  async writeOf(notice: Notice): Promise<void> {
    const notificationId = derivedId('notification', notice.userId, notice.cause);
    const listed = await this.database.query(`SELECT 1 AS listed FROM notifications.notifications WHERE id = $1`, [notificationId]);
    if (listed.length > 0 && (await this.people.one(notice.userId)).email) await this.write(notificationId, notice);
  }

  private async write(notificationId: string, { userId, kind, letter, values, about }: Omit<Notice, 'cause'>): Promise<void> {
    const content = JSON.stringify({ letter, values, ...about } satisfies MailContent);
    const common = { userId, kind, messageId: notificationId, notificationId };
    await this.deliveries.add({ ...common, method: 'email', target: 'email', lane: 'email', content });
  }
}

import { Database } from '@polyreel/database';
import { type NotificationKind, type Preference, type NotificationPreferencesRequest, SwitchableKind } from '@polyreel/http-api';
import { Injectable } from '@nestjs/common';

type Ways = Pick<Preference, 'email' | 'push'>;

/** Who has said nothing is told by every way that they have; the welcome is a letter. */
const UNSAID: Record<NotificationKind, Ways> = {
  welcome: { email: true, push: false },
  film_ready: { email: true, push: true },
  film_failed: { email: true, push: true },
  voice_ready: { email: true, push: true },
  voice_failed: { email: true, push: true },
  budget_reached: { email: true, push: true },
  webhook_disabled: { email: true, push: true },
};

/** By which ways people want to be told what. */
@Injectable()
export class Wishes {
  constructor(private readonly database: Database) {}

  async about(userId: string, kind: NotificationKind): Promise<Ways> {
    const [said] = await this.database.query<Ways>(`SELECT email, push FROM notifications.preferences WHERE user_id = $1 AND kind = $2`, [
      userId,
      kind,
    ]);
    return said ?? UNSAID[kind];
  }

  async all(userId: string): Promise<Preference[]> {
    return Promise.all(SwitchableKind.options.map(async (kind) => ({ kind, ...(await this.about(userId, kind)) })));
  }

  /** What is left out stays as it is. */
  async say(userId: string, { preferences }: NotificationPreferencesRequest): Promise<void> {
    for (const { kind, email, push } of preferences) {
      const before = await this.about(userId, kind);
      await this.database.query(
        `INSERT INTO notifications.preferences (user_id, kind, email, push) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id, kind) DO UPDATE SET email = excluded.email, push = excluded.push`,
        [userId, kind, email ?? before.email, push ?? before.push],
      );
    }
  }
}

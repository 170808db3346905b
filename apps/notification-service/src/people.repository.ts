import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';

/** How a person is reached. */
export interface Person {
  /** Null where none is known, or where nobody has shown that it is theirs. */
  email: string | null;
  locale: string;
}

/** Addresses and languages of people, as their events told, and who has left. */
@Injectable()
export class People {
  constructor(private readonly database: Database) {}

  /** Keeps what an event said, unless a later one said otherwise before: events may overtake each other. */
  async learn(userId: string, said: { email?: string; locale?: string }, at: string): Promise<void> {
    if (await this.hasLeft(userId)) return;
    await this.database.query(
      `INSERT INTO notifications.people AS known (user_id, email, email_since, locale, locale_since)
       VALUES ($1, $2, CASE WHEN $2::text IS NULL THEN '-infinity' ELSE $4::timestamptz END,
         coalesce($3, 'en'), CASE WHEN $3::text IS NULL THEN '-infinity' ELSE $4::timestamptz END)
       ON CONFLICT (user_id) DO UPDATE SET
         email = CASE WHEN excluded.email_since > known.email_since THEN excluded.email ELSE known.email END,
         email_since = greatest(excluded.email_since, known.email_since),
         locale = CASE WHEN excluded.locale_since > known.locale_since THEN excluded.locale ELSE known.locale END,
         locale_since = greatest(excluded.locale_since, known.locale_since)`,
      [userId, said.email ?? null, said.locale ?? null, at],
    );
  }

  /** The address is theirs. False where another one was theirs before. */
  async confirm(userId: string, email: string, at: string): Promise<boolean> {
    if (await this.hasLeft(userId)) return false;
    const others = await this.database.query(`SELECT 1 AS other FROM notifications.people WHERE user_id = $1 AND confirmed_email <> $2`, [
      userId,
      email,
    ]);
    await this.database.query(
      `INSERT INTO notifications.people AS known (user_id, confirmed_email, confirmed_since) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET confirmed_email = excluded.confirmed_email, confirmed_since = excluded.confirmed_since
       WHERE excluded.confirmed_since > known.confirmed_since`,
      [userId, email, at],
    );
    return others.length === 0;
  }

  /** Who has no profile (the operator of a laptop) has no address and reads English. */
  async one(userId: string): Promise<Person> {
    const [person] = await this.database.query<Person>(
      `SELECT ${CONFIRMED} AS email, locale FROM notifications.people WHERE user_id = $1`,
      [userId],
    );
    return person ?? { email: null, locale: 'en' };
  }

  /**
   * Whether an account is closed. Inside a transaction it stays true to its end: closing waits for it, so that nothing is written about a
   * person after their rows were erased.
   */
  async hasLeft(userId: string): Promise<boolean> {
    await this.database.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))`, [userId]);
    const rows = await this.database.query(`SELECT 1 AS gone FROM notifications.departed WHERE user_id = $1`, [userId]);
    return rows.length > 0;
  }

  /** Erases everything about a person but the address that the farewell goes to. Answers how many rows of which kind were erased. */
  async leave(userId: string): Promise<Record<string, number>> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [userId]);
    await this.database.query(
      `INSERT INTO notifications.departed (user_id, email, locale)
       SELECT $1, (SELECT ${CONFIRMED} FROM notifications.people WHERE user_id = $1),
         coalesce((SELECT locale FROM notifications.people WHERE user_id = $1), 'en')
       ON CONFLICT (user_id) DO NOTHING`,
      [userId],
    );
    const erased: Record<string, number> = {};
    for (const table of PERSONAL) {
      const rows = await this.database.query(`DELETE FROM notifications.${table} WHERE user_id = $1 RETURNING 1 AS erased`, [userId]);
      erased[table] = rows.length;
    }
    return erased;
  }

  /** Where the last letter of all goes. */
  async departed(userId: string): Promise<Person | undefined> {
    const [gone] = await this.database.query<Person>(`SELECT email, locale FROM notifications.departed WHERE user_id = $1`, [userId]);
    return gone;
  }

  /** The last letter is out, or will never be: the address goes too. */
  async forgetAddress(userId: string): Promise<void> {
    await this.database.query(`UPDATE notifications.departed SET email = NULL WHERE user_id = $1`, [userId]);
  }
}

/** The address that letters go to: the one that was said last, if it is also the one that was confirmed last. */
const CONFIRMED = `CASE WHEN email = confirmed_email THEN email END`;

/** In an order that foreign keys allow. */
const PERSONAL = ['deliveries', 'notifications', 'webhooks', 'signing_secrets', 'push_subscriptions', 'runs', 'preferences', 'people'];

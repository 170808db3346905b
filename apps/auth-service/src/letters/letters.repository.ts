import { AccountLetterRequested, type DataOf, type Emitted } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

export type LetterKind = DataOf<typeof AccountLetterRequested>['kind'];

/** How long a link holds. */
const VALID_HOURS: Record<LetterKind, number> = { verify_email: 48, reset_password: 1 };
/** No more letters of a kind than this go to one account: strangers can ask for them. */
const LEAST_SECONDS_APART = 60;
const MOST_A_DAY = 10;

export interface Letter {
  letterId: string;
  userId: string;
  kind: LetterKind;
  email: string;
  locale: string;
  validUntil: Date;
}

export type Opened = Pick<Letter, 'userId' | 'email'> & { passwordHash: string | null };

/** Letters with a link that holds once. */
@Injectable()
export class Letters {
  constructor(private readonly database: Database) {}

  /**
   * Joins the open transaction. Answers nothing to say where the last letter has hardly been sent. `passwordHash` counts once this very letter
   * is opened: who registers an address that is somebody else's chooses no password for them.
   */
  async write(userId: string, email: string, kind: LetterKind, passwordHash?: string): Promise<Emitted[]> {
    const [lately] = await this.database.query<{ today: number; justNow: boolean | null }>(
      `SELECT count(*)::int AS today, bool_or(created_at > now() - make_interval(secs => $3)) AS "justNow" FROM auth.letters
         WHERE user_id = $1 AND kind = $2 AND email = $4 AND created_at > now() - interval '1 day'`,
      [userId, kind, LEAST_SECONDS_APART, email],
    );
    if (lately!.justNow || lately!.today >= MOST_A_DAY) return [];
    return [(await this.send(userId, email, kind, passwordHash)).said];
  }

  /** The same for an operator, who waits for the link and not for the letter. */
  async send(
    userId: string,
    email: string,
    kind: LetterKind,
    passwordHash?: string,
  ): Promise<{ letterId: string; validUntil: Date; said: Emitted }> {
    const letterId = randomUUID();
    const [row] = await this.database.query<{ validUntil: Date }>(
      `INSERT INTO auth.letters (letter_id, user_id, kind, email, valid_until, password_hash)
         VALUES ($1, $2, $3, $4, now() + make_interval(hours => $5), $6)
         RETURNING valid_until AS "validUntil"`,
      [letterId, userId, kind, email, VALID_HOURS[kind], passwordHash ?? null],
    );
    return { letterId, validUntil: row!.validUntil, said: AccountLetterRequested({ userId, letterId, kind }) };
  }

  /** One whose link still holds. */
  async one(letterId: string): Promise<Letter | undefined> {
    const [row] = await this.database.query<Letter>(
      `SELECT l.letter_id AS "letterId", l.user_id AS "userId", l.kind, l.email, a.locale, l.valid_until AS "validUntil"
         FROM auth.letters l JOIN auth.accounts a USING (user_id) WHERE l.letter_id = $1 AND l.used_at IS NULL AND l.valid_until > now()`,
      [letterId],
    );
    return row;
  }

  /** What was chosen with the last letter of the kind that waits to be opened. */
  async chosenWith(userId: string, kind: LetterKind): Promise<string | undefined> {
    const [row] = await this.database.query<{ hash: string | null }>(
      `SELECT password_hash AS hash FROM auth.letters WHERE user_id = $1 AND kind = $2 AND used_at IS NULL ORDER BY created_at DESC LIMIT 1`,
      [userId, kind],
    );
    return row?.hash ?? undefined;
  }

  /** Opens a letter; never twice. */
  async open(letterId: string, kind: LetterKind): Promise<Opened | undefined> {
    const [row] = await this.database.query<Opened>(
      `UPDATE auth.letters l SET used_at = now(), password_hash = NULL FROM auth.letters before
         WHERE l.letter_id = $1 AND before.letter_id = $1 AND l.kind = $2 AND l.used_at IS NULL AND l.valid_until > now()
         RETURNING l.user_id AS "userId", l.email, before.password_hash AS "passwordHash"`,
      [letterId, kind],
    );
    return row;
  }

  /** No link that was sent before holds any longer. */
  async end(userId: string): Promise<void> {
    await this.database.query(`UPDATE auth.letters SET used_at = now(), password_hash = NULL WHERE user_id = $1 AND used_at IS NULL`, [
      userId,
    ]);
  }

  async removeOld(): Promise<void> {
    await this.database.query(`DELETE FROM auth.letters WHERE created_at < now() - interval '30 days'`);
  }
}

import { RegistrationLapsed } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { EventPublisher } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../auth.config.js';

/** As many go in one commit. */
const AT_ONCE = 100;

/**
 * Forgets accounts whose address nobody confirmed. Whoever confirms at the same moment wins or finds no letter: the row is held, and a
 * confirmation that came first takes it out of the choice.
 */
@Injectable()
export class LapsedRegistrations {
  constructor(
    private readonly database: Database,
    private readonly publisher: EventPublisher,
    private readonly config: AuthConfig,
  ) {}

  /** Answers how many are gone. None where people get in without a confirmed address: nobody there is asked to confirm one. */
  async remove(): Promise<number> {
    if (!this.config.SIGN_IN_NEEDS_VERIFIED_EMAIL) return 0;
    let count = 0;
    for (let gone = AT_ONCE; gone === AT_ONCE; count += gone) gone = await this.some();
    return count;
  }

  /** Not those who were let in before the address had to be confirmed, not operators, and nobody who holds a link that still works. */
  private async some(): Promise<number> {
    let gone = 0;
    await this.publisher.commit(async () => {
      const rows = await this.database.query<{ userId: string; now: Date }>(
        `DELETE FROM auth.accounts WHERE user_id IN (
           SELECT user_id FROM auth.accounts a
             WHERE email_verified_at IS NULL AND entered_at IS NULL AND role = 'user'
               AND created_at < now() - make_interval(days => $1)
               AND NOT EXISTS (SELECT 1 FROM auth.letters l WHERE l.user_id = a.user_id AND l.used_at IS NULL AND l.valid_until > now())
             LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING user_id AS "userId", now() AS now`,
        [this.config.UNVERIFIED_ACCOUNT_DAYS, AT_ONCE],
      );
      gone = rows.length;
      return rows.map(({ userId, now }) => RegistrationLapsed({ userId, lapsedAt: now.toISOString() }));
    });
    return gone;
  }
}

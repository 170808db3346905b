import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { newSecret } from './webhook.signature.js';

/** A secret with the one before it, while that still signs. */
export interface SigningSecret {
  secret: string;
  previousSecret: string | null;
  previousUntil: Date | null;
}

/** What signs calls to the webhookUrl of single generations: one secret for each person, made when it is first needed. */
@Injectable()
export class SigningSecrets {
  constructor(private readonly database: Database) {}

  async of(userId: string): Promise<SigningSecret> {
    const [own] = await this.database.query<SigningSecret>(
      `INSERT INTO notifications.signing_secrets (user_id, secret) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id RETURNING ${STILL_SIGNING}`,
      [userId, newSecret()],
    );
    return own!;
  }

  async rotate(userId: string): Promise<SigningSecret> {
    await this.of(userId);
    const [own] = await this.database.query<SigningSecret>(
      `UPDATE notifications.signing_secrets SET ${ROTATED} WHERE user_id = $1 RETURNING ${STILL_SIGNING}`,
      [userId, newSecret()],
    );
    return own!;
  }
}

/** The secret $2 takes the place of the one that was; that one signs beside it for a day. */
export const ROTATED = `previous_secret = secret, previous_until = now() + interval '1 day', secret = $2`;
export const STILL_SIGNING = `secret, CASE WHEN previous_until > now() THEN previous_secret END AS "previousSecret",
  CASE WHEN previous_until > now() THEN previous_until END AS "previousUntil"`;

/** All that sign now, the newest first. */
export const secretsOf = ({ secret, previousSecret }: SigningSecret): string[] => (previousSecret ? [secret, previousSecret] : [secret]);

import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';

/** As long as a browser takes from one page to the next and the page to ask. */
const VALID_SECONDS = 60;

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** What somebody who has signed in elsewhere is sent back with: good once, a minute long, and only for whoever began. */
@Injectable()
export class SignInCodes {
  constructor(private readonly database: Database) {}

  /** Joins the open transaction. Of the code itself only the digest is kept. */
  async issue(userId: string, challenge: string): Promise<string> {
    const code = randomBytes(32).toString('base64url');
    await this.database.query(
      `INSERT INTO auth.sign_in_codes (digest, user_id, challenge, valid_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
      [sha256(code), userId, challenge, VALID_SECONDS],
    );
    return code;
  }

  /** Whose it is; never twice. Joins the open transaction: where the sign-in fails the code holds on. A wrong verifier takes nothing from anybody. */
  async redeem(code: string, verifier: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ userId: string }>(
      `DELETE FROM auth.sign_in_codes WHERE digest = $1 AND challenge = $2 AND valid_until > now() RETURNING user_id AS "userId"`,
      [sha256(code), sha256(verifier)],
    );
    return row?.userId;
  }

  async removeOld(): Promise<void> {
    await this.database.query(`DELETE FROM auth.sign_in_codes WHERE valid_until < now()`);
  }
}

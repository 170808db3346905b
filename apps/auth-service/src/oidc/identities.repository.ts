import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';

/** Whom providers call whom. */
@Injectable()
export class LinkedIdentities {
  constructor(private readonly database: Database) {}

  async ownerOf(issuer: string, subject: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ userId: string }>(
      `SELECT user_id AS "userId" FROM auth.identities WHERE issuer = $1 AND subject = $2`,
      [issuer, subject],
    );
    return row?.userId;
  }

  async link(issuer: string, subject: string, userId: string): Promise<void> {
    await this.database.query(`INSERT INTO auth.identities (issuer, subject, user_id) VALUES ($1, $2, $3)`, [issuer, subject, userId]);
  }
}

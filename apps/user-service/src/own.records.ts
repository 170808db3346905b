import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { viewOf } from './profile.view.js';
import { Profiles } from './profiles.repository.js';

const PAGE = 500;

/** What this service itself keeps of a person. */
@Injectable()
export class OwnRecords {
  constructor(
    private readonly database: Database,
    private readonly profiles: Profiles,
  ) {}

  /** By the name of the file that it becomes. */
  of(userId: string): Record<string, () => AsyncIterable<unknown>> {
    return {
      'profile.json': () => this.profile(userId),
      'credits.json': () => this.entries(userId),
      'budgets.json': () => this.budgets(userId),
    };
  }

  private async *profile(userId: string): AsyncIterable<unknown> {
    const profile = await this.profiles.find(userId);
    if (profile) yield viewOf(profile);
  }

  private async *entries(userId: string): AsyncIterable<unknown> {
    let after = '0';
    for (;;) {
      const rows = await this.database.query<{ id: string }>(
        `SELECT id, kind, credits, amount, cause, key_id AS "keyId", month, created_at AS "createdAt" FROM users.credit_entries
         WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`,
        [userId, after],
      );
      yield* rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.id;
    }
  }

  private async *budgets(userId: string): AsyncIterable<unknown> {
    yield* await this.database.query(`SELECT scope, credits FROM users.budgets WHERE user_id = $1 ORDER BY scope`, [userId]);
  }
}

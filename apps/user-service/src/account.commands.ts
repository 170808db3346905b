import { AccountDeleted } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import { accountDeletion } from './account-deletion.process.js';

/** What people do with their account as a whole. */
@Injectable()
export class AccountCommands {
  constructor(
    private readonly engine: ProcessEngine,
    private readonly publisher: EventPublisher,
  ) {}

  /** Closes an account for good. Doing it twice is doing it once. */
  async close(userId: string): Promise<void> {
    const deletedAt = new Date().toISOString();
    const closing = {
      text: `INSERT INTO users.closed_accounts (user_id, closed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1 AS closed`,
      values: [userId, deletedAt],
    };
    const origin = { correlationid: userId, userid: userId };
    const begun = this.engine.begin(accountDeletion, userId, 'erasing', { deletedAt, erased: {}, rounds: 1 }, origin);
    // Where nothing was written it was closed before.
    await this.publisher.settle([AccountDeleted({ userId, deletedAt })], [closing, begun]);
  }
}

import { AccountDataErased, AccountDeleted, type DataOf } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { Handles } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { ServiceIdentity } from '@polyreel/service-kit';
import { folderOf } from './account-exports.repository.js';

/**
 * Erases who somebody was. The ledger keeps its entries, and the audit log what operators did, under an id that leads to nobody any more:
 * the sums of all accounts must go on being right.
 */
@Handles(AccountDeleted, { emits: [AccountDataErased] })
export class EraseProfile {
  constructor(
    private readonly database: Database,
    private readonly store: ObjectStore,
    private readonly self: ServiceIdentity,
  ) {}

  async handle({ userId, deletedAt }: DataOf<typeof AccountDeleted>) {
    // Written already where they closed it themselves: what is told of late must not bring them back.
    await this.database.query(`INSERT INTO users.closed_accounts (user_id, closed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      userId,
      deletedAt,
    ]);
    const erased: Record<string, number> = {};
    for await (const file of this.store.list('temp-files', folderOf(userId))) await this.store.delete(file);
    for (const table of ['profiles', 'budgets', 'budget_notices', 'account_exports'])
      erased[table] = (await this.database.query(`DELETE FROM users.${table} WHERE user_id = $1 RETURNING 1`, [userId])).length;
    return AccountDataErased({ userId, service: this.self.name, erased });
  }
}

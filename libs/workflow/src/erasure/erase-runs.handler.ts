import { AccountDataErased, AccountDeleted, type DataOf, GenerationDeleted } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { Handles } from '@polyreel/messaging';
import { ServiceIdentity } from '@polyreel/service-kit';
import { Erasure } from './erasure.js';

/** Forgets the runs of a generation that was deleted, or of somebody who has left, and lets none begin that was under way. For services whose processes are about a generation. */
@Handles([GenerationDeleted, AccountDeleted], { emits: [AccountDataErased] })
export class EraseRuns {
  constructor(
    private readonly database: Database,
    private readonly erasure: Erasure,
    private readonly self: ServiceIdentity,
  ) {}

  async handle(gone: DataOf<typeof GenerationDeleted> | DataOf<typeof AccountDeleted>) {
    await this.erasure.mark('generationId' in gone ? { correlationId: gone.generationId } : { userId: gone.userId });
    const [column, id] = 'generationId' in gone ? ['correlation_id', gone.generationId] : ['user_id', gone.userId];
    const erased = await this.database.query(`DELETE FROM "${this.database.schema}".processes WHERE ${column} = $1 RETURNING 1 AS erased`, [
      id,
    ]);
    if ('generationId' in gone) return [];
    return [AccountDataErased({ userId: gone.userId, service: this.self.name, erased: { runs: erased.length } })];
  }
}

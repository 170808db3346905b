import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { GenerationSearch } from './search.port.js';
import type { Wanted } from './search.terms.js';

/** The search that every mesh has: the table of what can be found is its own index. */
@Injectable()
export class PostgresSearch extends GenerationSearch {
  constructor(private readonly database: Database) {
    super();
  }

  async find(ownerId: string, wanted: readonly Wanted[], most: number): Promise<string[]> {
    // Quoted, although terms hold letters and digits only: `'red':* & 'fox'`.
    const query = wanted.map(({ term, beginning }) => `'${term.replaceAll(/['\\]/g, '')}'${beginning ? ':*' : ''}`).join(' & ');
    const rows = await this.database.query<{ id: string }>(
      `SELECT generation_id AS id FROM analytics.search_entries
       WHERE owner_id = $1 AND terms @@ $2::tsquery AND NOT gone ORDER BY created_at DESC, generation_id DESC LIMIT $3`,
      [ownerId, query, most],
    );
    return rows.map(({ id }) => id);
  }

  /** The table is the index. */
  index(): Promise<void> {
    return Promise.resolve();
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

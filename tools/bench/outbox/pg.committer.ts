import { Pool } from 'pg';
import { MESSAGE_BYTES } from '../side-by-side/flow.js';
import { type Committer, type CommitterSettings, type OpenCommitter, POOL } from './committer.js';

/** The floor of a commit: the statement that stores one event, prepared, and nobody who sends what it stores. */
export const open: OpenCommitter = (settings) => openPool(settings);

/** The body of a bare message. */
export const bodyOf = (id: string): string => JSON.stringify({ id, text: 'x'.repeat(MESSAGE_BYTES - id.length) });

export async function openPool({ postgres }: Pick<CommitterSettings, 'postgres'>): Promise<Committer> {
  const pool = new Pool({ connectionString: postgres, max: POOL });
  await pool.query('CREATE TABLE bare (id bigserial PRIMARY KEY, envelope jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now())');
  const text = 'INSERT INTO bare (envelope) SELECT value FROM jsonb_array_elements($1::jsonb) RETURNING id';
  return {
    async commit(id) {
      await pool.query({ name: 'store', text, values: [`[${bodyOf(id)}]`] });
    },
    async close() {
      await pool.query('DROP TABLE bare');
      await pool.end();
    },
  };
}

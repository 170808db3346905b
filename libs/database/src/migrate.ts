import type { DataSource } from 'typeorm';
import { SteadyClient } from './steady.client.js';

/** PostgreSQL's advisory locks are numbers: this one and the schema's own guard its migrations. "poly" in ASCII. */
const MIGRATION_LOCK = 0x706f6c79;

/**
 * Makes the schema and brings it up to date. Several instances may start at once: one migrates, the others wait. Other schemas do
 * not: no migration touches what is not its own.
 */
export async function migrate(source: DataSource, url: string, schema: string): Promise<void> {
  const client = new SteadyClient({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [MIGRATION_LOCK, schema]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    await source.initialize();
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await client.end();
  }
}

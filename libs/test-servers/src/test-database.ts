import { Client } from 'pg';
import { randomUUID } from 'node:crypto';

const ADMIN_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A database of one spec's own on the running PostgreSQL; dropped at the end. */
export interface TestDatabase {
  /** As a service's configuration names them. */
  readonly config: { readonly DATABASE_URL: string; readonly DATABASE_POOL_SIZE: number };
  drop(): Promise<void>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const name = `polyreel_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE "${name}"`);
  const url = new URL(ADMIN_URL);
  url.pathname = `/${name}`;
  return { config: { DATABASE_URL: url.href, DATABASE_POOL_SIZE: 5 }, drop: () => asAdmin(`DROP DATABASE "${name}" WITH (FORCE)`) };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new Client({ connectionString: ADMIN_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

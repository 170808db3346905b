import { Client } from 'pg';

/**
 * What the database itself saw of the tables that carry the promises: a trigger writes every committed change of outbox, inbox, process
 * and job rows down, in the transaction that makes it. Rows of the journal are therefore exactly what was committed.
 */
const JOURNAL = `
  CREATE SCHEMA faults;
  CREATE TABLE faults.journal (
    seq bigserial PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    schema text NOT NULL,
    relation text NOT NULL,
    op text NOT NULL,
    before jsonb,
    after jsonb
  );
  CREATE FUNCTION faults.short(entry jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT entry - 'state' - 'envelope' || CASE
      WHEN entry ? 'envelope' THEN jsonb_build_object('eventId', entry->'envelope'->>'id', 'type', entry->'envelope'->>'type')
      ELSE '{}' END || CASE
      WHEN jsonb_typeof(entry->'state') = 'string' THEN jsonb_build_object('state', entry->'state')
      ELSE '{}' END
  $$;
  CREATE FUNCTION faults.note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO faults.journal (schema, relation, op, before, after)
      VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP, faults.short(to_jsonb(OLD)), faults.short(to_jsonb(NEW)));
      RETURN NULL;
    END
  $$;
`;

/** The tables whose every change is written down. */
const WATCHED = ['outbox', 'inbox', 'processes', 'jobs', 'provider_operations'];

/** Puts the triggers on every schema that has such tables. Run once, when every service has made its tables. */
export async function keepJournal(client: Client): Promise<void> {
  await client.query(JOURNAL);
  const { rows } = await client.query<{ schema: string; relation: string }>(
    `SELECT table_schema AS schema, table_name AS relation FROM information_schema.tables
     WHERE table_name = ANY($1) AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    [WATCHED],
  );
  for (const { schema, relation } of rows) {
    // Progress is beaten into a job row three times a lease: that is no change of what was promised.
    await client.query(
      `CREATE TRIGGER faults_note AFTER INSERT OR UPDATE OR DELETE ON "${schema}"."${relation}" FOR EACH ROW EXECUTE FUNCTION faults.note()`,
    );
  }
}

/** A connection to the stage's database past every door; it does not mind the database falling. */
export async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'fault suite' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Asks once on a connection of its own. */
export async function asking<Row extends object>(url: string, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = await connected(url);
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

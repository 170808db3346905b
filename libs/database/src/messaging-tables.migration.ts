import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inbox and outbox, in every schema whose service has state. */
export class MessagingTables1763650000000 implements MigrationInterface {
  readonly name = 'MessagingTables1763650000000';

  async up(runner: QueryRunner): Promise<void> {
    const schema = (runner.connection.options as { schema: string }).schema;
    await runner.query(`
      CREATE TABLE "${schema}".inbox (
        consumer text NOT NULL,
        event_id text NOT NULL,
        handled_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      )`);
    await runner.query(`CREATE INDEX inbox_handled_at ON "${schema}".inbox (handled_at)`);
    await runner.query(`
      CREATE TABLE "${schema}".outbox (
        id bigserial PRIMARY KEY,
        envelope jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = (runner.connection.options as { schema: string }).schema;
    await runner.query(`DROP TABLE "${schema}".inbox, "${schema}".outbox`);
  }
}

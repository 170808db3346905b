import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row per run of every process that a service orchestrates. */
export class ProcessTables1763650100000 implements MigrationInterface {
  readonly name = 'ProcessTables1763650100000';

  async up(runner: QueryRunner): Promise<void> {
    const schema = (runner.connection.options as { schema: string }).schema;
    await runner.query(`
      CREATE TABLE "${schema}".processes (
        name text NOT NULL,
        id uuid NOT NULL,
        step text NOT NULL,
        state jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        deadline_at timestamptz,
        correlation_id text NOT NULL,
        user_id text,
        tier text,
        started_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (name, id)
      )`);
    await runner.query(`CREATE INDEX processes_deadline ON "${schema}".processes (deadline_at) WHERE deadline_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "${(runner.connection.options as { schema: string }).schema}".processes`);
  }
}

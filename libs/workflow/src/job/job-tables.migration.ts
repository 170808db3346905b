import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Long work as rows: taken in at once, leased by a runner, fenced against the runner that was thought dead. */
export class JobTables1763650200000 implements MigrationInterface {
  readonly name = 'JobTables1763650200000';

  async up(runner: QueryRunner): Promise<void> {
    const schema = (runner.connection.options as { schema: string }).schema;
    await runner.query(`
      CREATE TABLE "${schema}".jobs (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        envelope jsonb NOT NULL,
        correlation_id text NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        attempt integer NOT NULL DEFAULT 0,
        fence bigint NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        lease_until timestamptz,
        progress real NOT NULL DEFAULT 0,
        error jsonb,
        first_failed_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )`);
    await runner.query(`CREATE INDEX jobs_open ON "${schema}".jobs (kind, due_at) WHERE state IN ('waiting', 'running')`);
    await runner.query(`CREATE INDEX jobs_correlation ON "${schema}".jobs (correlation_id)`);
    await runner.query(
      `CREATE TABLE "${schema}".cancelled_runs (correlation_id text PRIMARY KEY, cancelled_at timestamptz NOT NULL DEFAULT now())`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = (runner.connection.options as { schema: string }).schema;
    await runner.query(`DROP TABLE "${schema}".jobs, "${schema}".cancelled_runs`);
  }
}

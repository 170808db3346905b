import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs wait in lanes, one for each tier; a lease is the time at which its row is due again. */
export class JobLanes1764070200000 implements MigrationInterface {
  readonly name = 'JobLanes1764070200000';

  async up(runner: QueryRunner): Promise<void> {
    const { schema } = runner.connection.options as { schema: string };
    await runner.query(`
      ALTER TABLE "${schema}".jobs
        ADD COLUMN lane text NOT NULL DEFAULT 'free' CHECK (lane IN ('enterprise', 'pro', 'free')),
        ADD COLUMN user_id text`);
    await runner.query(`UPDATE "${schema}".jobs SET due_at = lease_until WHERE state = 'running'`);
    await runner.query(`DROP INDEX "${schema}".jobs_open`);
    await runner.query(`ALTER TABLE "${schema}".jobs DROP COLUMN lease_until`);
    await runner.query(`CREATE INDEX jobs_due ON "${schema}".jobs (kind, lane, due_at) WHERE state IN ('waiting', 'running')`);
    await runner.query(`CREATE INDEX jobs_running ON "${schema}".jobs (kind, user_id) WHERE state = 'running'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { schema } = runner.connection.options as { schema: string };
    await runner.query(`DROP INDEX "${schema}".jobs_due, "${schema}".jobs_running`);
    await runner.query(`ALTER TABLE "${schema}".jobs ADD COLUMN lease_until timestamptz, DROP COLUMN lane, DROP COLUMN user_id`);
    await runner.query(`UPDATE "${schema}".jobs SET lease_until = due_at WHERE state = 'running'`);
    await runner.query(`CREATE INDEX jobs_open ON "${schema}".jobs (kind, due_at) WHERE state IN ('waiting', 'running')`);
  }
}

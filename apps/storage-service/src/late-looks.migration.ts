import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an ended run is looked at again for files that came late; null once nobody can be late any more. The first look waits for leases. */
export class LateLooks1764080000000 implements MigrationInterface {
  readonly name = 'LateLooks1764080000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE storage.ended_runs ADD COLUMN look_at timestamptz DEFAULT now() + interval '15 seconds'`);
    await runner.query(`CREATE INDEX ended_runs_look ON storage.ended_runs (look_at) WHERE look_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE storage.ended_runs DROP COLUMN look_at`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a generation ended that its owner has deleted, for the books. Of those that were deleted before nobody knows it any more: they cost nothing. */
export class NotedEnds1764136200000 implements MigrationInterface {
  readonly name = 'NotedEnds1764136200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE generation.claims
        ADD COLUMN ended_as text CHECK (ended_as IN ('completed', 'failed', 'cancelled')),
        ADD COLUMN cost_credits integer`);
    await runner.query(`
      UPDATE generation.claims c SET ended_as = 'cancelled'
      WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM generation.generation_runs r WHERE r.id = c.id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE generation.claims DROP COLUMN ended_as, DROP COLUMN cost_credits`);
  }
}

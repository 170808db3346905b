import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A generation's progress is read from its run instead of being copied with every event. */
export class GenerationRuns1764070100000 implements MigrationInterface {
  readonly name = 'GenerationRuns1764070100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE generation.generations
        DROP COLUMN status, DROP COLUMN phase, DROP COLUMN progress, DROP COLUMN state, DROP COLUMN finished_at`);
    await runner.query(`
      CREATE VIEW generation.generation_runs AS
      SELECT g.id, g.user_id, g.input_text, g.created_at, p.state,
        CASE
          WHEN p.step IN ('completed', 'failed', 'cancelled') THEN p.step
          WHEN p.state->>'phase' = 'accepted' THEN 'pending'
          ELSE 'processing'
        END AS status,
        p.state->>'phase' AS phase,
        (p.state->>'progress')::integer AS progress,
        CASE WHEN p.deadline_at IS NULL THEN p.updated_at END AS finished_at
      FROM generation.generations g JOIN generation.processes p ON p.name = 'generation' AND p.id = g.id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE generation.generations
        ADD COLUMN status text, ADD COLUMN phase text, ADD COLUMN progress integer, ADD COLUMN state jsonb, ADD COLUMN finished_at timestamptz`);
    await runner.query(`
      UPDATE generation.generations g SET status = r.status, phase = r.phase, progress = r.progress, state = r.state, finished_at = r.finished_at
      FROM generation.generation_runs r WHERE r.id = g.id`);
    await runner.query(`DROP VIEW generation.generation_runs`);
    await runner.query(`
      ALTER TABLE generation.generations
        ALTER COLUMN status SET NOT NULL, ALTER COLUMN phase SET NOT NULL, ALTER COLUMN progress SET NOT NULL, ALTER COLUMN state SET NOT NULL`);
  }
}

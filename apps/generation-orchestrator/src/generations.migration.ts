import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Generations1763650300000 implements MigrationInterface {
  readonly name = 'Generations1763650300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE generation.generations (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        input_text text NOT NULL,
        status text NOT NULL,
        phase text NOT NULL,
        progress integer NOT NULL,
        state jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      )`);
    await runner.query(`CREATE INDEX generations_owner ON generation.generations (user_id, created_at DESC, id DESC)`);
    await runner.query(`CREATE INDEX generations_words ON generation.generations USING gin (to_tsvector('simple', input_text))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE generation.generations`);
  }
}

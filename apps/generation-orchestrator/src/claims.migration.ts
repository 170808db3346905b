import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids that were given out or refused for good, what people think of films, and whose films are never to come back. */
export class Claims1764130200000 implements MigrationInterface {
  readonly name = 'Claims1764130200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE generation.claims (
        id uuid PRIMARY KEY,
        user_id text, -- null: refused for good
        body_hash text, -- of the request that an idempotency key was sent with
        answer json, -- not jsonb, which would put its words in another order
        claimed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX claims_of_user ON generation.claims (user_id)`);
    await runner.query(`
      CREATE TABLE generation.feedback (
        generation_id uuid NOT NULL,
        user_id text NOT NULL,
        rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
        comments text,
        satisfaction_score integer CHECK (satisfaction_score BETWEEN 0 AND 100),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (generation_id, user_id)
      )`);
    await runner.query(`CREATE INDEX feedback_of_user ON generation.feedback (user_id)`);
    await runner.query(`CREATE TABLE generation.erased_people (user_id text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT now())`);
    // A page's cursor has milliseconds: a finer time would let rows of the same one fall between two pages.
    await runner.query(`
      ALTER TABLE generation.generations ALTER COLUMN created_at SET DEFAULT date_trunc('milliseconds', clock_timestamp())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE generation.generations ALTER COLUMN created_at SET DEFAULT clock_timestamp()`);
    await runner.query(`DROP TABLE generation.erased_people, generation.feedback, generation.claims`);
  }
}

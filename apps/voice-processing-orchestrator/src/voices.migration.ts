import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings, which ids are taken by what request, and whose recordings are never to come back. */
export class Voices1764150000000 implements MigrationInterface {
  readonly name = 'Voices1764150000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE voice.voices (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        -- A page's cursor has milliseconds: a finer time would let rows of the same one fall between two pages.
        created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp())
      )`);
    await runner.query(`CREATE INDEX voices_owner ON voice.voices (user_id, created_at DESC, id DESC)`);
    await runner.query(`
      CREATE TABLE voice.claims (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('voice', 'upload')),
        user_id text NOT NULL,
        body_hash text NOT NULL, -- of the request, its recording included
        answer json NOT NULL, -- not jsonb, which would put its words in another order
        claimed_at timestamptz NOT NULL DEFAULT now(),
        kept_at timestamptz -- null: its recording is being stored
      )`);
    await runner.query(`CREATE INDEX claims_of_user ON voice.claims (user_id)`);
    await runner.query(`CREATE INDEX claims_in_the_making ON voice.claims (claimed_at) WHERE kept_at IS NULL`);
    await runner.query(`CREATE TABLE voice.erased_people (user_id text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`
      CREATE VIEW voice.voice_runs AS
      SELECT v.id, v.user_id, v.created_at, p.state,
        CASE
          WHEN p.step IN ('completed', 'failed', 'cancelled') THEN p.step
          WHEN p.step = 'preparing' THEN 'pending'
          ELSE 'processing'
        END AS status,
        CASE WHEN p.deadline_at IS NULL THEN p.updated_at END AS finished_at
      FROM voice.voices v JOIN voice.processes p ON p.name = 'voice' AND p.id = v.id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW voice.voice_runs`);
    await runner.query(`DROP TABLE voice.erased_people, voice.claims, voice.voices`);
  }
}

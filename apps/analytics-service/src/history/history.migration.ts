import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said in the mesh, what of it is to be forgotten, and what people look for in their own prompts. */
export class History1764130000000 implements MigrationInterface {
  readonly name = 'History1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.events (
        id uuid PRIMARY KEY,
        type text NOT NULL,
        source text NOT NULL,
        subject text,
        correlation_id text NOT NULL,
        causation_id text,
        user_id text,
        tier text,
        at timestamptz NOT NULL,
        provider text,
        model text,
        cost_usd double precision,
        took_ms double precision,
        data jsonb NOT NULL
      )`);
    await runner.query(`CREATE INDEX events_newest ON analytics.events (at DESC, id DESC)`);
    await runner.query(`CREATE INDEX events_of_run ON analytics.events (correlation_id, at)`);
    await runner.query(`CREATE INDEX events_of_person ON analytics.events (user_id) WHERE user_id IS NOT NULL`);
    await runner.query(`CREATE TABLE analytics.erased (id text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`
      CREATE TABLE analytics.search_entries (
        generation_id uuid PRIMARY KEY,
        owner_id text,
        created_at timestamptz,
        prompt_terms tsvector,
        translated_terms tsvector,
        terms tsvector GENERATED ALWAYS AS (coalesce(prompt_terms, '') || coalesce(translated_terms, '')) STORED,
        version integer NOT NULL DEFAULT 1,
        indexed_version integer NOT NULL DEFAULT 0,
        gone boolean NOT NULL DEFAULT false
      )`);
    await runner.query(`CREATE INDEX search_entries_terms ON analytics.search_entries USING gin (terms)`);
    await runner.query(`CREATE INDEX search_entries_owner ON analytics.search_entries (owner_id, created_at DESC)`);
    await runner.query(`CREATE INDEX search_entries_behind ON analytics.search_entries (generation_id) WHERE indexed_version < version`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE analytics.events, analytics.erased, analytics.search_entries`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Letters1763650500000 implements MigrationInterface {
  readonly name = 'Letters1763650500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics.letters (
        id uuid PRIMARY KEY,
        service text NOT NULL,
        handler text NOT NULL,
        queue text NOT NULL,
        event_id text,
        event_type text NOT NULL,
        correlation_id text,
        error text NOT NULL,
        error_name text NOT NULL,
        error_code text,
        error_message text NOT NULL,
        error_stack text,
        attempts integer NOT NULL,
        first_failed_at timestamptz NOT NULL,
        last_failed_at timestamptz NOT NULL,
        body bytea NOT NULL,
        body_bytes integer NOT NULL,
        stamps jsonb NOT NULL,
        state text NOT NULL DEFAULT 'resting'
          CHECK (state IN ('resting', 'replaying', 'replayed', 'failed_again', 'discarded')),
        replay_id uuid,
        replays integer NOT NULL DEFAULT 0,
        failed_again integer NOT NULL DEFAULT 0,
        discarded_by text,
        discard_reason text,
        filed_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX letters_newest ON analytics.letters (last_failed_at DESC, id DESC)`);
    await runner.query(
      `CREATE INDEX letters_open ON analytics.letters (queue, error) WHERE state IN ('resting', 'replaying', 'failed_again')`,
    );
    await runner.query(
      `CREATE INDEX letters_to_send ON analytics.letters (replay_id, changed_at, first_failed_at, id) WHERE state = 'replaying'`,
    );
    await runner.query(`CREATE INDEX letters_closed ON analytics.letters (changed_at) WHERE state IN ('replayed', 'discarded')`);
    await runner.query(`
      CREATE TABLE analytics.replays (
        id uuid PRIMARY KEY,
        selection jsonb NOT NULL,
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'cancelling', 'cancelled', 'done')),
        total integer NOT NULL DEFAULT 0,
        sent integer NOT NULL DEFAULT 0,
        failed_again integer NOT NULL DEFAULT 0,
        unroutable integer NOT NULL DEFAULT 0,
        started_by text NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      )`);
    await runner.query(`CREATE INDEX replays_newest ON analytics.replays (started_at DESC, id DESC)`);
    await runner.query(`
      CREATE TABLE analytics.skipped (
        id uuid PRIMARY KEY,
        service text NOT NULL,
        handler text NOT NULL,
        queue text NOT NULL,
        event_id text,
        event_type text NOT NULL,
        correlation_id text,
        reason text NOT NULL,
        body bytea NOT NULL,
        body_bytes integer NOT NULL,
        skipped_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX skipped_newest ON analytics.skipped (skipped_at DESC, id DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE analytics.letters, analytics.replays, analytics.skipped`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row per call to a paid provider. The call key is the claim: whoever inserts it makes the call, and nobody else does. */
export class ProviderOperations1764070300000 implements MigrationInterface {
  readonly name = 'ProviderOperations1764070300000';

  async up(runner: QueryRunner): Promise<void> {
    const { schema } = runner.connection.options as { schema: string };
    await runner.query(`
      CREATE TABLE "${schema}".provider_operations (
        call_key text PRIMARY KEY,
        unit text NOT NULL,
        attempt integer NOT NULL,
        correlation_id text NOT NULL,
        user_id text,
        provider text NOT NULL,
        model text NOT NULL,
        request_hash text NOT NULL,
        state text NOT NULL DEFAULT 'intent' CHECK (state IN ('intent', 'submitted', 'succeeded', 'failed', 'unknown')),
        operation_id text,
        cost_usd numeric NOT NULL DEFAULT 0,
        error jsonb,
        note text,
        created_at timestamptz NOT NULL DEFAULT now(),
        submitted_at timestamptz,
        settled_at timestamptz,
        UNIQUE (unit, attempt)
      )`);
    await runner.query(
      `CREATE INDEX provider_operations_open ON "${schema}".provider_operations (created_at) WHERE state IN ('intent', 'submitted', 'unknown')`,
    );
    await runner.query(`CREATE INDEX provider_operations_run ON "${schema}".provider_operations (correlation_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { schema } = runner.connection.options as { schema: string };
    await runner.query(`DROP TABLE "${schema}".provider_operations`);
  }
}

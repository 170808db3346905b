import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NOT_HELD } from './one-statement.js';

/**
 * must_hold() undoes a statement whose writes did not all take effect; the inbox is pruned by age, for which a coarse index will do;
 * an outbox row is left to its own commit until it is due, and then to the sweep.
 */
export class LeanMessaging1764070000000 implements MigrationInterface {
  readonly name = 'LeanMessaging1764070000000';

  async up(runner: QueryRunner): Promise<void> {
    const { schema } = runner.connection.options as { schema: string };
    await runner.query(`
      CREATE FUNCTION "${schema}".must_hold(held boolean) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT held THEN
          RAISE EXCEPTION 'a write did not take effect' USING ERRCODE = '${NOT_HELD}';
        END IF;
        RETURN held;
      END $$`);
    await runner.query(`DROP INDEX "${schema}".inbox_handled_at`);
    await runner.query(`CREATE INDEX inbox_handled_at ON "${schema}".inbox USING brin (handled_at)`);
    await runner.query(`ALTER TABLE "${schema}".outbox ADD COLUMN due_at timestamptz NOT NULL DEFAULT now() + interval '5 seconds'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { schema } = runner.connection.options as { schema: string };
    await runner.query(`ALTER TABLE "${schema}".outbox DROP COLUMN due_at`);
    await runner.query(`DROP FUNCTION "${schema}".must_hold(boolean)`);
    await runner.query(`DROP INDEX "${schema}".inbox_handled_at`);
    await runner.query(`CREATE INDEX inbox_handled_at ON "${schema}".inbox (handled_at)`);
  }
}

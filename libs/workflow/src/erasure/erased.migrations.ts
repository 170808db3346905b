import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each statement of a function sees what was committed before it began, so whoever had to wait for an erasure sees that it happened. A service
 * may have runs and jobs: the second migration finds the table there.
 */
const memory = (schema: string): string[] => [
  `CREATE TABLE IF NOT EXISTS "${schema}".erased (subject text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE OR REPLACE FUNCTION "${schema}".is_erased(whose text, run text) RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(hashtextextended('${schema}:run:' || run, 0));
      IF whose IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('${schema}:user:' || whose, 0));
      END IF;
      RETURN EXISTS (SELECT 1 FROM "${schema}".erased WHERE subject IN ('run:' || run, 'user:' || whose));
    END $$`,
];

const schemaOf = (runner: QueryRunner): string => (runner.connection.options as { schema: string }).schema;

/** A run of somebody who was erased does not begin: its row is left out. */
export class ErasedRuns1764137200000 implements MigrationInterface {
  readonly name = 'ErasedRuns1764137200000';

  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    for (const statement of memory(schema)) await runner.query(statement);
    await runner.query(`
      CREATE FUNCTION "${schema}".refuse_erased_run() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF "${schema}".is_erased(NEW.user_id, NEW.correlation_id) THEN RETURN NULL; END IF;
        RETURN NEW;
      END $$`);
    await runner.query(
      `CREATE TRIGGER refuse_erased BEFORE INSERT ON "${schema}".processes FOR EACH ROW EXECUTE FUNCTION "${schema}".refuse_erased_run()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER refuse_erased ON "${schemaOf(runner)}".processes`);
    await runner.query(`DROP FUNCTION "${schemaOf(runner)}".refuse_erased_run`);
  }
}

/** A job of somebody who was erased is born cancelled, without its words: its message has been dealt with. */
export class ErasedJobs1764137300000 implements MigrationInterface {
  readonly name = 'ErasedJobs1764137300000';

  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    for (const statement of memory(schema)) await runner.query(statement);
    await runner.query(`
      CREATE FUNCTION "${schema}".empty_erased_job() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF "${schema}".is_erased(NEW.user_id, NEW.correlation_id) THEN
          NEW.state := 'cancelled';
          NEW.envelope := NEW.envelope - 'data';
          NEW.finished_at := now();
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(
      `CREATE TRIGGER empty_erased BEFORE INSERT ON "${schema}".jobs FOR EACH ROW EXECUTE FUNCTION "${schema}".empty_erased_job()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER empty_erased ON "${schemaOf(runner)}".jobs`);
    await runner.query(`DROP FUNCTION "${schemaOf(runner)}".empty_erased_job`);
  }
}

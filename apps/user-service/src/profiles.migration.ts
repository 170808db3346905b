import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, what operators did to them, and who has closed their account. */
export class Profiles1764130000000 implements MigrationInterface {
  readonly name = 'Profiles1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users.profiles (
        user_id text PRIMARY KEY,
        email text NOT NULL,
        display_name text,
        locale text NOT NULL,
        preferences jsonb NOT NULL DEFAULT '{}',
        tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'pro', 'enterprise')),
        suspended boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`CREATE INDEX profiles_newest ON users.profiles (created_at DESC, user_id DESC)`);
    // Kept for good: an event of this person that comes late must not bring them back. The id leads to nobody any more.
    await runner.query(`CREATE TABLE users.closed_accounts (user_id text PRIMARY KEY, closed_at timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`
      CREATE TABLE users.audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        actor text NOT NULL,
        action text NOT NULL,
        user_id text NOT NULL,
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        reason text,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`CREATE INDEX audit_entries_of_user ON users.audit_entries (user_id, id DESC)`);
    await runner.query(`
      CREATE FUNCTION users.stays_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON users.audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION users.stays_as_written()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE users.audit_entries, users.closed_accounts, users.profiles`);
    await runner.query(`DROP FUNCTION users.stays_as_written()`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who got in without a confirmed address, and is therefore never forgotten for it; and who waits to be. */
export class EnteredAccounts1764136100000 implements MigrationInterface {
  readonly name = 'EnteredAccounts1764136100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE auth.accounts ADD COLUMN entered_at timestamptz`);
    await runner.query(`
      UPDATE auth.accounts a SET entered_at = now()
        WHERE EXISTS (SELECT 1 FROM auth.sessions WHERE user_id = a.user_id) OR EXISTS (SELECT 1 FROM auth.api_keys WHERE user_id = a.user_id)`);
    await runner.query(`CREATE INDEX accounts_unverified ON auth.accounts (created_at) WHERE email_verified_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX auth.accounts_unverified`);
    await runner.query(`ALTER TABLE auth.accounts DROP COLUMN entered_at`);
  }
}

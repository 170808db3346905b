import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exports that people asked for. */
export class AccountExports1764130400000 implements MigrationInterface {
  readonly name = 'AccountExports1764130400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users.account_exports (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        bytes bigint,
        checksum text
      )`);
    await runner.query(`CREATE INDEX account_exports_of_user ON users.account_exports (user_id, requested_at DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE users.account_exports`);
  }
}

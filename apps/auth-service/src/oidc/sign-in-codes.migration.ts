import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes that web pages exchange for tokens. */
export class SignInCodes1764136000000 implements MigrationInterface {
  readonly name = 'SignInCodes1764136000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth.sign_in_codes (
        digest text PRIMARY KEY,
        user_id text NOT NULL REFERENCES auth.accounts ON DELETE CASCADE,
        challenge text NOT NULL,
        valid_until timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX sign_in_codes_of_user ON auth.sign_in_codes (user_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth.sign_in_codes`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The address that somebody has shown to be theirs, as said last: events may overtake each other, and this one the account itself. */
export class ConfirmedAddresses1764137100000 implements MigrationInterface {
  readonly name = 'ConfirmedAddresses1764137100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE notifications.people ADD confirmed_email text, ADD confirmed_since timestamptz NOT NULL DEFAULT '-infinity'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notifications.people DROP confirmed_email, DROP confirmed_since`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Owners who have left: what still arrives for them is deleted, not recorded. */
export class ErasedOwners1764130300000 implements MigrationInterface {
  readonly name = 'ErasedOwners1764130300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE storage.erased_owners (owner_id text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE storage.erased_owners`);
  }
}

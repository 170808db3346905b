import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An address for an upload takes one file. */
export class TakenAddresses1764150000000 implements MigrationInterface {
  readonly name = 'TakenAddresses1764150000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE storage.upload_addresses ADD taken boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE storage.upload_addresses DROP taken`);
  }
}

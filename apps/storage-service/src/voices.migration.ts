import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Recordings beside films: a file belongs to the one or the other, and what has ended says under which folder its files lay. Addresses for
 * uploads are remembered while they are good for something, so that nobody has endlessly many.
 */
export class Voices1764140000000 implements MigrationInterface {
  readonly name = 'Voices1764140000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE storage.files ADD COLUMN voice_id text, ADD CHECK (generation_id IS NULL OR voice_id IS NULL)`);
    await runner.query(`CREATE INDEX files_voice ON storage.files (voice_id) WHERE deleted_at IS NULL AND voice_id IS NOT NULL`);
    await runner.query(
      `ALTER TABLE storage.ended_runs ADD COLUMN folder text NOT NULL DEFAULT 'generations' CHECK (folder IN ('generations', 'voices'))`,
    );
    await runner.query(
      `CREATE TABLE storage.upload_addresses (upload_id uuid PRIMARY KEY, owner_id text NOT NULL, expires_at timestamptz NOT NULL)`,
    );
    await runner.query(`CREATE INDEX upload_addresses_owner ON storage.upload_addresses (owner_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE storage.upload_addresses`);
    await runner.query(`ALTER TABLE storage.ended_runs DROP COLUMN folder`);
    await runner.query(`ALTER TABLE storage.files DROP COLUMN voice_id`);
  }
}

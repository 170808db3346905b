import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Files1763650400000 implements MigrationInterface {
  readonly name = 'Files1763650400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE storage.files (
        id uuid PRIMARY KEY,
        owner_id text NOT NULL,
        generation_id text,
        bucket text NOT NULL,
        storage_key text NOT NULL,
        file_type text NOT NULL,
        content_type text NOT NULL,
        file_size bigint NOT NULL CHECK (file_size >= 0),
        checksum text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz,
        UNIQUE (bucket, storage_key)
      )`);
    await runner.query(`CREATE INDEX files_generation ON storage.files (generation_id) WHERE deleted_at IS NULL`);
    await runner.query(`CREATE INDEX files_owner ON storage.files (owner_id, created_at DESC) WHERE deleted_at IS NULL`);
    await runner.query(`CREATE TABLE storage.ended_runs (generation_id text PRIMARY KEY, ended_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE storage.files, storage.ended_runs`);
  }
}

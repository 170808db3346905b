import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuthTables1764130000000 implements MigrationInterface {
  readonly name = 'AuthTables1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth.accounts (
        user_id text PRIMARY KEY,
        email text NOT NULL UNIQUE CHECK (length(email) <= 254),
        email_verified_at timestamptz,
        password_hash text,
        role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
        tier text NOT NULL DEFAULT 'free' CHECK (tier IN ('free', 'pro', 'enterprise')),
        locale text NOT NULL,
        suspended boolean NOT NULL DEFAULT false,
        locked boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE auth.sessions (
        session_id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES auth.accounts ON DELETE CASCADE,
        method text NOT NULL,
        device text,
        address text,
        -- The refresh token of a turn follows from this and from the secret of the configuration.
        seed bytea NOT NULL,
        turn integer NOT NULL DEFAULT 0,
        turned_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        end_reason text
      )`);
    await runner.query(`CREATE INDEX sessions_of_user ON auth.sessions (user_id, turned_at DESC)`);
    await runner.query(`
      CREATE TABLE auth.identities (
        issuer text NOT NULL,
        subject text NOT NULL,
        user_id text NOT NULL REFERENCES auth.accounts ON DELETE CASCADE,
        linked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (issuer, subject)
      )`);
    await runner.query(`CREATE INDEX identities_of_user ON auth.identities (user_id)`);
    await runner.query(`
      CREATE TABLE auth.api_keys (
        key_id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES auth.accounts ON DELETE CASCADE,
        name text NOT NULL,
        digest text NOT NULL UNIQUE,
        hint text NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz
      )`);
    await runner.query(`CREATE INDEX api_keys_of_user ON auth.api_keys (user_id, created_at DESC)`);
    await runner.query(`
      CREATE TABLE auth.letters (
        letter_id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES auth.accounts ON DELETE CASCADE,
        kind text NOT NULL,
        email text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        valid_until timestamptz NOT NULL,
        used_at timestamptz,
        -- What was chosen when the letter was asked for; it counts once the letter is opened.
        password_hash text
      )`);
    await runner.query(`CREATE INDEX letters_of_user ON auth.letters (user_id, kind, created_at DESC)`);
    await runner.query(`
      CREATE TABLE auth.signing_keys (
        kid text PRIMARY KEY,
        public_jwk jsonb NOT NULL,
        sealed text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        signs_from timestamptz,
        signs_until timestamptz
      )`);
    await runner.query(`
      CREATE TABLE auth.revocations (
        kind text NOT NULL,
        id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (kind, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE auth.revocations, auth.signing_keys, auth.letters, auth.api_keys, auth.identities, auth.sessions, auth.accounts`,
    );
  }
}

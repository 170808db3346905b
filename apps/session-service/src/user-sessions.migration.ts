import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UserSessions1764130100000 implements MigrationInterface {
  readonly name = 'UserSessions1764130100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions.user_sessions (
        id text PRIMARY KEY,
        user_id text NOT NULL,
        method text NOT NULL,
        user_agent text,
        ip_address text,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query(`CREATE INDEX user_sessions_of_user ON sessions.user_sessions (user_id, last_seen_at DESC) WHERE ended_at IS NULL`);
    // Events of one person may overtake each other: what ended must not begin afterwards.
    await runner.query(`
      CREATE TABLE sessions.endings (
        user_id text NOT NULL,
        session_id text NOT NULL DEFAULT '',
        ended_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, session_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sessions.user_sessions, sessions.endings`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notifications1764130000000 implements MigrationInterface {
  readonly name = 'Notifications1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE notifications.deliveries, notifications.push_subscriptions, notifications.signing_secrets, notifications.webhooks,
        notifications.notifications, notifications.runs, notifications.preferences, notifications.departed, notifications.people`,
    );
  }
}

const STATEMENTS = [
  `CREATE TABLE notifications.people (
    user_id text PRIMARY KEY,
    email text,
    email_since timestamptz NOT NULL DEFAULT '-infinity',
    locale text NOT NULL DEFAULT 'en',
    locale_since timestamptz NOT NULL DEFAULT '-infinity'
  )`,
  // Who has left stays known by id, so that what comes late makes nothing; the address only until the farewell has gone out.
  `CREATE TABLE notifications.departed (
    user_id text PRIMARY KEY,
    email text,
    locale text NOT NULL DEFAULT 'en',
    departed_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE TABLE notifications.preferences (
    user_id text NOT NULL,
    kind text NOT NULL,
    email boolean NOT NULL,
    push boolean NOT NULL,
    PRIMARY KEY (user_id, kind)
  )`,
  `CREATE TABLE notifications.runs (
    generation_id uuid PRIMARY KEY,
    user_id text NOT NULL,
    prompt text,
    webhook_url text,
    metadata jsonb,
    ending jsonb,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX runs_user ON notifications.runs (user_id)`,
  `CREATE TABLE notifications.notifications (
    id uuid PRIMARY KEY,
    user_id text NOT NULL,
    kind text NOT NULL,
    cause text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    generation_id uuid,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    read_at timestamptz,
    UNIQUE (user_id, cause)
  )`,
  `CREATE INDEX notifications_newest ON notifications.notifications (user_id, created_at DESC, id DESC)`,
  `CREATE TABLE notifications.webhooks (
    id uuid PRIMARY KEY,
    user_id text NOT NULL,
    url text NOT NULL,
    description text NOT NULL,
    events text[] NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_until timestamptz,
    disabled_reason text CHECK (disabled_reason IN ('asked', 'gone', 'failing')),
    failing_since timestamptz,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX webhooks_user ON notifications.webhooks (user_id, created_at)`,
  `CREATE TABLE notifications.signing_secrets (
    user_id text PRIMARY KEY,
    secret text NOT NULL,
    previous_secret text,
    previous_until timestamptz
  )`,
  `CREATE TABLE notifications.push_subscriptions (
    id uuid PRIMARY KEY,
    user_id text NOT NULL,
    endpoint text NOT NULL UNIQUE,
    p256dh text NOT NULL,
    auth text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX push_subscriptions_user ON notifications.push_subscriptions (user_id)`,
  `CREATE TABLE notifications.deliveries (
    id uuid PRIMARY KEY,
    method text NOT NULL CHECK (method IN ('email', 'push', 'webhook')),
    user_id text NOT NULL,
    kind text NOT NULL,
    message_id text NOT NULL,
    target text NOT NULL,
    lane text NOT NULL,
    content text NOT NULL,
    webhook_id uuid REFERENCES notifications.webhooks ON DELETE CASCADE,
    notification_id uuid REFERENCES notifications.notifications ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'delivered', 'failed', 'not_configured', 'cancelled')),
    attempt integer NOT NULL DEFAULT 0,
    fence bigint NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    first_attempt_at timestamptz,
    answer_status integer,
    answer_text text,
    error text,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    finished_at timestamptz,
    UNIQUE (method, target, message_id)
  )`,
  `CREATE INDEX deliveries_due ON notifications.deliveries (lane, due_at) WHERE state IN ('waiting', 'sending')`,
  `CREATE INDEX deliveries_of_webhook ON notifications.deliveries (webhook_id, created_at DESC, id DESC) WHERE webhook_id IS NOT NULL`,
  `CREATE INDEX deliveries_of_notification ON notifications.deliveries (notification_id) WHERE notification_id IS NOT NULL`,
  `CREATE INDEX deliveries_user ON notifications.deliveries (user_id)`,
  `CREATE INDEX deliveries_finished ON notifications.deliveries (finished_at) WHERE finished_at IS NOT NULL`,
];

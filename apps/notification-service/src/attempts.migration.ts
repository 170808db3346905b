import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every try at an endpoint. `number` is the fence of the lease that it was made under; what goes, goes with its delivery. */
export class Attempts1764137000000 implements MigrationInterface {
  readonly name = 'Attempts1764137000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE notifications.attempts (
      delivery_id uuid NOT NULL REFERENCES notifications.deliveries ON DELETE CASCADE,
      number bigint NOT NULL,
      begun_at timestamptz NOT NULL DEFAULT now(),
      duration_ms integer,
      result text CHECK (result IN ('delivered', 'failed')),
      answer_status integer,
      answer_text text,
      error_class text,
      error text,
      PRIMARY KEY (delivery_id, number)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE notifications.attempts`);
  }
}

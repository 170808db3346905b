import type { MigrationInterface, QueryRunner } from 'typeorm';

/** News may be about a recording as well as about a film, and is found by either where that is deleted. */
export class ToldVoices1764140000000 implements MigrationInterface {
  readonly name = 'ToldVoices1764140000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notifications.notifications ADD voice_id uuid`);
    for (const column of ['generation_id', 'voice_id'])
      await runner.query(`CREATE INDEX notifications_by_${column} ON notifications.notifications (${column}) WHERE ${column} IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX notifications.notifications_by_generation_id`);
    await runner.query(`ALTER TABLE notifications.notifications DROP voice_id`);
  }
}

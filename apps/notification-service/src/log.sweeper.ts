import { Database } from '@polyreel/database';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

const HOUR_MS = 3_600_000;

/** What nobody looks at any more: how things went out, runs, old news, and addresses of people whose farewell never came. */
const OLD = [
  `DELETE FROM notifications.deliveries WHERE finished_at < now() - interval '30 days'`,
  `DELETE FROM notifications.runs WHERE created_at < now() - interval '30 days'`,
  `DELETE FROM notifications.notifications WHERE created_at < now() - interval '180 days'`,
  `UPDATE notifications.departed SET email = NULL WHERE email IS NOT NULL AND departed_at < now() - interval '30 days'`,
];

/** Keeps the tables from growing for ever, every hour. Two sweepers at once do no harm. */
@Injectable()
export class LogSweeper {
  constructor(private readonly database: Database) {}

  @Every(HOUR_MS)
  async sweep(): Promise<void> {
    for (const statement of OLD) await this.database.query(statement);
  }
}

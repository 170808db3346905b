import { Database } from '@polyreel/database';
import { Cadence, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

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
export class LogSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly cadence: Cadence;

  constructor(
    private readonly database: Database,
    service: ServiceIdentity,
  ) {
    this.cadence = new Cadence(HOUR_MS, () => this.sweep(), loggerFor(service.name));
  }

  onApplicationBootstrap(): void {
    this.cadence.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.cadence.stop();
  }

  async sweep(): Promise<void> {
    for (const statement of OLD) await this.database.query(statement);
  }
}

import { type Envelope, Transport } from '@polyreel/messaging';
import { type Logger, loggerFor, Readiness, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from './database.js';

export interface OutboxRow {
  id: string;
  envelope: Envelope;
}

/** How often the table is searched for rows that no commit handed over: those of a process that died in between. */
const SWEEP_EVERY_MS = 2_000;
/** Rows younger than this are still on their way from their own commit. */
const SWEEP_AGE_SECONDS = 5;
const BATCH = 200;
/** The inbox forgets after this: no broker redelivers a message a week later. NServiceBus keeps ids as long. */
const INBOX_DAYS = 7;

/** Carries committed events from the outbox to the broker: at once after each commit, with the table as the fallback. */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;
  private lastPruned = 0;
  private readonly handing = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly transport: Transport,
    service: ServiceIdentity,
    readiness: Readiness,
  ) {
    this.log = loggerFor(service.name);
    readiness.add('database', async () => (await this.database.query('SELECT 1')).length === 1);
  }

  onApplicationBootstrap(): void {
    const tick = () => {
      this.sweeping = this.sweep().catch((error: unknown) => this.log.warn({ err: error }, 'the outbox could not be swept'));
      void this.sweeping.then(() => {
        if (this.timer) this.timer = setTimeout(tick, SWEEP_EVERY_MS);
      });
    };
    this.timer = setTimeout(tick, SWEEP_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sweeping;
    await this.settled();
  }

  /** Resolves when nothing is on its way from a commit to the broker. */
  async settled(): Promise<void> {
    await Promise.all(this.handing);
  }

  /** Publishes rows that have just been committed. Never rejects: what could not go out stays in the table for the sweep. */
  async hand(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    const handing = this.publish(rows).finally(() => this.handing.delete(handing));
    this.handing.add(handing);
    await handing;
  }

  private async publish(rows: readonly OutboxRow[]): Promise<void> {
    try {
      await this.transport.publish(rows.map((row) => row.envelope));
      await this.database.source.query(`DELETE FROM "${this.database.schema}".outbox WHERE id = ANY($1)`, [rows.map((row) => row.id)]);
    } catch (error) {
      this.log.warn({ err: error, rows: rows.length }, 'events stay in the outbox for now');
    }
  }

  private async sweep(): Promise<void> {
    while (this.timer && (await this.sweepBatch()) === BATCH);
    await this.pruneInbox();
  }

  /** The rows are locked while they are published, so that two instances never send the same ones. */
  private sweepBatch(): Promise<number> {
    const { schema } = this.database;
    return this.database.transaction(async () => {
      const rows = await this.database.query<OutboxRow>(
        `SELECT id, envelope FROM "${schema}".outbox WHERE created_at < now() - make_interval(secs => $1) ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        [SWEEP_AGE_SECONDS],
      );
      if (rows.length === 0) return 0;
      await this.transport.publish(rows.map((row) => row.envelope));
      await this.database.query(`DELETE FROM "${schema}".outbox WHERE id = ANY($1)`, [rows.map((row) => row.id)]);
      return rows.length;
    });
  }

  private async pruneInbox(): Promise<void> {
    const hour = 3_600_000;
    if (Date.now() - this.lastPruned < hour) return;
    this.lastPruned = Date.now();
    await this.database.query(
      `DELETE FROM "${this.database.schema}".inbox WHERE handled_at < now() - make_interval(days => ${INBOX_DAYS})`,
    );
  }
}

import { type Envelope, Transport } from '@polyreel/messaging';
import { Cadence, type Logger, loggerFor, Readiness, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from './database.js';

export interface OutboxRow {
  id: string;
  envelope: Envelope;
}

/** How often the table is searched for rows that no commit handed over: those of a process that died in between. */
const SWEEP_EVERY_MS = 2_000;
/** A row that could not be sent is tried again after this; as long as a new one is left to its own commit. */
const KEEP_SECONDS = 5;
const BATCH = 200;
/** Rows that went out are deleted together, this long after the first of them. One that a crash leaves behind is sent again, which the inboxes absorb. */
const FORGET_AFTER_MS = 25;
/** The inbox forgets after this: no broker redelivers a message a week later. NServiceBus keeps ids as long. */
const INBOX_DAYS = 7;

/** Carries committed events from the outbox to the broker: at once after each commit, with the table as the fallback. */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private readonly cadence: Cadence;
  private stopping = false;
  private lastPruned = 0;
  private readonly handing = new Set<Promise<void>>();
  private sent: string[] = [];
  private forgetting: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly transport: Transport,
    service: ServiceIdentity,
    readiness: Readiness,
  ) {
    this.log = loggerFor(service.name);
    this.cadence = new Cadence(SWEEP_EVERY_MS, () => this.sweep(), this.log);
    readiness.add('database', async () => (await this.database.query('SELECT 1')).length === 1);
  }

  onApplicationBootstrap(): void {
    this.cadence.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.cadence.stop();
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
      this.forget(rows.map((row) => row.id));
    } catch (error) {
      this.log.warn({ err: error, rows: rows.length }, 'events stay in the outbox for now');
    }
  }

  /** Resolves when every row that went out is out of the table too. */
  async forgotten(): Promise<void> {
    await this.settled();
    await this.deleteInTurn();
  }

  private deleteInTurn(): Promise<void> {
    return (this.forgetting = this.forgetting.then(() => this.deleteSent()));
  }

  private forget(ids: readonly string[]): void {
    if (this.sent.length === 0) setTimeout(() => void this.deleteInTurn(), FORGET_AFTER_MS).unref();
    this.sent.push(...ids);
  }

  private async deleteSent(): Promise<void> {
    const ids = this.sent;
    this.sent = [];
    if (ids.length === 0) return;
    try {
      // Nothing is lost with a deletion that is, so this commit need not wait for the disk.
      await this.database.statement(
        `WITH quick AS (SELECT set_config('synchronous_commit', 'off', true)) DELETE FROM "${this.database.schema}".outbox USING quick WHERE id = ANY($1)`,
        [ids],
      );
    } catch (error) {
      this.log.warn({ err: error, rows: ids.length }, 'events that went out stay in the outbox and will go out again');
    }
  }

  private async sweep(): Promise<void> {
    while (!this.stopping && (await this.sweepBatch()) === BATCH);
    await this.pruneInbox();
  }

  /** The rows are locked while they are published, so that two instances never send the same ones. One that cannot go out holds up no other. */
  private sweepBatch(): Promise<number> {
    const outbox = `"${this.database.schema}".outbox`;
    return this.database.transaction(async () => {
      const rows = await this.database.query<OutboxRow>(
        `SELECT id, envelope FROM ${outbox} WHERE due_at < now() ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      const outcomes = await Promise.allSettled(rows.map(({ envelope }) => this.transport.publish([envelope])));
      const idsOf = (status: 'fulfilled' | 'rejected') => rows.filter((_, at) => outcomes[at]!.status === status).map(({ id }) => id);
      const [sent, kept] = [idsOf('fulfilled'), idsOf('rejected')];
      if (sent.length > 0) await this.database.query(`DELETE FROM ${outbox} WHERE id = ANY($1)`, [sent]);
      if (kept.length > 0) {
        await this.database.query(`UPDATE ${outbox} SET due_at = now() + make_interval(secs => $2) WHERE id = ANY($1)`, [
          kept,
          KEEP_SECONDS,
        ]);
        this.log.warn({ err: outcomes.find(isRejected)?.reason as unknown, rows: kept.length }, 'events stay in the outbox for now');
      }
      return sent.length;
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

const isRejected = (outcome: PromiseSettledResult<void>) => outcome.status === 'rejected';

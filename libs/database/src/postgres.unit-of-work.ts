import { type Envelope, UnitOfWork } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { OutboxRelay, type OutboxRow } from './outbox-relay.js';

/** Inbox, state and outbox in one transaction. */
@Injectable()
export class PostgresUnitOfWork extends UnitOfWork {
  constructor(
    private readonly database: Database,
    private readonly relay: OutboxRelay,
  ) {
    super();
  }

  /** Resolves after the events have been handed to the broker, so that a drained service has said all it had to say. */
  async once(consumer: string, eventId: string, work: () => Promise<readonly Envelope[]>): Promise<boolean> {
    const rows = await this.database.transaction(async () => {
      const fresh = await this.database.query(
        `INSERT INTO "${this.database.schema}".inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1 AS fresh`,
        [consumer, eventId],
      );
      return fresh.length === 1 ? this.store(await work()) : undefined;
    });
    if (rows) await this.relay.hand(rows);
    return rows !== undefined;
  }

  /** Resolves at the commit: a caller who was promised something need not wait for the broker. */
  async commit(work: () => Promise<readonly Envelope[]>): Promise<void> {
    const rows = await this.database.transaction(async () => this.store(await work()));
    void this.relay.hand(rows);
  }

  private async store(envelopes: readonly Envelope[]): Promise<OutboxRow[]> {
    if (envelopes.length === 0) return [];
    const stored = await this.database.query<{ id: string }>(
      `INSERT INTO "${this.database.schema}".outbox (envelope) SELECT value FROM jsonb_array_elements($1::jsonb) RETURNING id`,
      [JSON.stringify(envelopes)],
    );
    return stored.map(({ id }, index) => ({ id, envelope: envelopes[index]! }));
  }
}

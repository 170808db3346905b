import { type Envelope, type Settlement, UnitOfWork } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { GroupCommit } from './group-commit.js';
import { alone, storing } from './one-statement.js';
import { OutboxRelay, type OutboxRow } from './outbox-relay.js';

/** Inbox, state and outbox in one transaction. */
@Injectable()
export class PostgresUnitOfWork extends UnitOfWork {
  private readonly group: GroupCommit;

  constructor(
    private readonly database: Database,
    private readonly relay: OutboxRelay,
  ) {
    super();
    this.group = new GroupCommit(database);
  }

  /** Resolves after the events have been handed to the broker, so that a drained service has said all it had to say. */
  async once(consumer: string, eventId: string, work: () => Promise<Settlement>): Promise<boolean> {
    const rows = await this.database.transaction(async () => {
      const fresh = await this.database.query(
        `INSERT INTO "${this.database.schema}".inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1 AS fresh`,
        [consumer, eventId],
      );
      if (fresh.length === 0) return undefined;
      const { envelopes, writes, committed } = await work();
      if (committed) this.database.afterCommit(committed);
      for (const { text, values } of writes.map(alone)) {
        // Another instance may have begun the same run a moment ago: the next try sees it.
        if ((await this.database.query(text, [...values])).length === 0) throw new Error('a write was overtaken');
      }
      return this.store(envelopes);
    });
    if (rows) await this.relay.hand(rows);
    return rows !== undefined;
  }

  async decide(consumer: string, eventId: string, work: () => Promise<Settlement | undefined>): Promise<boolean> {
    const settlement = await work();
    const rows = settlement && (await this.group.commit({ settlement, heard: { consumer, eventId } }));
    if (rows) {
      await this.relay.hand(rows);
      return true;
    }
    return this.once(consumer, eventId, async () => {
      const certain = await work();
      if (!certain) throw new Error(`${consumer} could not decide under lock`);
      return certain;
    });
  }

  /** Resolves at the commit: a caller who was promised something need not wait for the broker. */
  async commit(work: () => Promise<readonly Envelope[]>): Promise<void> {
    const rows = await this.database.transaction(async () => this.store(await work()));
    void this.relay.hand(rows);
  }

  /** Resolves at the commit, as commit() does. */
  async settle(settlement: Settlement): Promise<boolean> {
    const rows = await this.group.commit({ settlement });
    if (rows) void this.relay.hand(rows);
    return rows !== undefined;
  }

  private async store(envelopes: readonly Envelope[]): Promise<OutboxRow[]> {
    if (envelopes.length === 0) return [];
    const { text, values } = storing(this.database.schema, envelopes);
    const stored = await this.database.query<{ id: string }>(text, [...values]);
    return stored.map(({ id }, index) => ({ id, envelope: envelopes[index]! }));
  }
}

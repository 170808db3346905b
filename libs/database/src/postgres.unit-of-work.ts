import { type Envelope, type Hearing, isRowWrite, type RowWrite, type Settlement, UnitOfWork } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { GroupCommit } from './group-commit.js';
import { alone, storing } from './one-statement.js';
import { OutboxRelay, type OutboxRow } from './outbox-relay.js';

/** What a hearing came to. */
interface Decision {
  hearing: Hearing;
  settlement: Settlement;
}

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
      const { envelopes, writes } = await work();
      for (const write of writes) {
        const { text, values } = alone(write);
        // Another instance may have begun the same run a moment ago: the next try sees it.
        if ((await this.database.query(text, [...values])).length === 0) throw new Error('a write was overtaken');
        this.database.afterCommit(() => write.told?.(true));
      }
      return this.store(envelopes);
    });
    if (rows) await this.relay.hand(rows);
    return rows !== undefined;
  }

  async decide(hearings: readonly Hearing[]): Promise<readonly PromiseSettledResult<unknown>[]> {
    const outcomes = new Map<Hearing, PromiseSettledResult<unknown>>();
    const decisions: Decision[] = [];
    for (const hearing of hearings) {
      const outcome = await outcomeOf(hearing.work());
      if (outcome.status === 'rejected') outcomes.set(hearing, outcome);
      else if (outcome.value) decisions.push({ hearing, settlement: outcome.value });
    }
    for (const group of commitGroups(decisions)) {
      const outcome = await outcomeOf(this.settled(group));
      if (outcome.status === 'rejected' || outcome.value) for (const { hearing } of group) outcomes.set(hearing, outcome);
    }
    for (const hearing of hearings) if (!outcomes.has(hearing)) outcomes.set(hearing, await outcomeOf(this.underLock(hearing)));
    return hearings.map((hearing) => outcomes.get(hearing)!);
  }

  /** False where something no longer held. */
  private async settled(decisions: readonly Decision[]): Promise<boolean> {
    const writes = decisions.flatMap(({ settlement }) => settlement.writes);
    const replaced = new Set(writes.map((write) => (isRowWrite(write) ? write.instead : undefined)));
    const rows = await this.group.commit({
      settlement: {
        envelopes: decisions.flatMap(({ settlement }) => settlement.envelopes),
        writes: writes.filter((write) => !replaced.has(write as RowWrite)),
      },
      heard: decisions.map(({ hearing }) => hearing),
    });
    if (rows) await this.relay.hand(rows);
    return rows !== undefined;
  }

  private underLock({ consumer, eventId, work }: Hearing): Promise<boolean> {
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

/** Rows can be written with others of their kind; a write that is a statement of its own makes a text of its own and is committed alone. */
const commitGroups = (decisions: readonly Decision[]): (readonly Decision[])[] =>
  decisions.every(({ settlement }) => settlement.writes.every(isRowWrite))
    ? [decisions].filter(({ length }) => length > 0)
    : decisions.map((decision) => [decision]);

const outcomeOf = async <T>(work: Promise<T>): Promise<PromiseSettledResult<T>> => (await Promise.allSettled([work]))[0];

import { isRowWrite } from '@polyreel/messaging';
import type { Database } from './database.js';
import { isSuperseded, oneStatement, type Ticket } from './one-statement.js';
import type { OutboxRow } from './outbox-relay.js';

/** Settlements of one statement: beyond this it takes longer than what it saves. */
const MOST = 50;

interface Waiting extends Ticket {
  resolve(rows: OutboxRow[] | undefined): void;
  reject(reason: unknown): void;
}

/**
 * Settlements that come while others are being written wait for those and are then written together: one statement, one commit, one
 * wait for the disk. Nobody waits where nothing is under way, so a quiet service is as quick as without it.
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly database: Database) {}

  /** The stored events, or undefined where nothing was changed because something no longer held. Tells the writes. */
  async commit(ticket: Ticket): Promise<OutboxRow[] | undefined> {
    let rows: OutboxRow[] | undefined;
    try {
      return (rows = await this.inGroup(ticket));
    } finally {
      for (const { told } of ticket.settlement.writes) told?.(rows !== undefined);
    }
  }

  private inGroup(ticket: Ticket): Promise<OutboxRow[] | undefined> {
    if (!ticket.settlement.writes.every(isRowWrite)) return this.alone(ticket);
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...ticket, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.writing || this.waiting.length === 0) return;
    this.writing = true;
    void this.together(this.waiting.splice(0, MOST)).finally(() => {
      this.writing = false;
      this.next();
    });
  }

  private async together(group: readonly Waiting[]): Promise<void> {
    try {
      const rows = await this.write(group);
      for (const [at, { resolve }] of group.entries()) resolve(rows[at]);
    } catch {
      // One of them did not hold, or could not be written: each is tried by itself, so that no other one pays for it.
      await Promise.all(group.map((each) => this.alone(each).then(each.resolve, each.reject)));
    }
  }

  private async alone(ticket: Ticket): Promise<OutboxRow[] | undefined> {
    try {
      return (await this.write([ticket]))[0];
    } catch (error) {
      if (isSuperseded(error)) return undefined;
      throw error;
    }
  }

  /** The stored events of each ticket. */
  private async write(tickets: readonly Ticket[]): Promise<OutboxRow[][]> {
    const { text, values } = oneStatement(this.database.schema, tickets);
    const [row] = await this.database.statement<{ outbox: string[] }>(text, values);
    let stored = 0;
    return tickets.map(({ settlement: { envelopes } }) => envelopes.map((envelope) => ({ id: row!.outbox[stored++]!, envelope })));
  }
}

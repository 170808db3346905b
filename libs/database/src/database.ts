import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { Pool, QueryResultRow } from 'pg';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';

interface OpenTransaction {
  manager: EntityManager;
  ended: boolean;
  afterwards: (() => void)[];
}

/** A service's own schema. Whoever asks inside a unit of work gets its transaction without passing it around. */
export class Database {
  private readonly current = new AsyncLocalStorage<OpenTransaction>();
  private openCount = 0;
  private readonly prepared = new Map<string, string>();

  constructor(
    readonly schema: string,
    readonly source: DataSource,
  ) {}

  get manager(): EntityManager {
    return this.open?.manager ?? this.source.manager;
  }

  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** Rows of a plain statement, `$1` parameters bound. Inside a unit of work it runs in its transaction. */
  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const result = (await this.manager.query(sql, parameters)) as Row[] | [Row[], number];
    // TypeORM answers [rows, count] for UPDATE and DELETE, and rows for everything else.
    return Array.isArray(result[0]) && result.length === 2 && typeof result[1] === 'number' ? result[0] : (result as Row[]);
  }

  /** True while a unit of work holds a transaction open: what is read then may be locked, and stays as it was read. */
  get inTransaction(): boolean {
    return this.open !== undefined;
  }

  /**
   * Rows of one statement that is a transaction by itself, past TypeORM and prepared once per connection: for what runs with every
   * event. The texts must be few.
   */
  async statement<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ name: this.nameOf(text), text, values: [...values] });
    return rows;
  }

  /** Runs `work` in one transaction, or joins the one that is open. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.open) return work();
    const afterwards: (() => void)[] = [];
    const result = await this.source.transaction(async (manager) => {
      const transaction: OpenTransaction = { manager, ended: false, afterwards };
      this.openCount += 1;
      try {
        return await this.current.run(transaction, work);
      } finally {
        transaction.ended = true;
        this.openCount -= 1;
        // Until the next one begins, no promise of this process need be followed: on Node 20 each costs the more for it.
        if (this.openCount === 0) this.current.disable();
      }
    });
    for (const act of afterwards) act();
    return result;
  }

  /** Acts once the open transaction has committed, never if it is undone; at once where none is open. */
  afterCommit(act: () => void): void {
    if (this.open) this.open.afterwards.push(act);
    else act();
  }

  private nameOf(text: string): string {
    let name = this.prepared.get(text);
    if (!name) this.prepared.set(text, (name = createHash('sha1').update(text).digest('base64url')));
    return name;
  }

  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  /** What was started inside a transaction but outlives it (a timer, a job) must not write into the closed one. */
  private get open(): OpenTransaction | undefined {
    const transaction = this.current.getStore();
    return transaction?.ended ? undefined : transaction;
  }
}

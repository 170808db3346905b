import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';

/** Whose words go: one run's, or all of a person's. */
export type Erased = { correlationId: string } | { userId: string };

/**
 * Who is erased in this service stays known by id, so that what was still under way when they went is not taken in again: a run of theirs does
 * not begin, a job of theirs is born cancelled and empty. The tables see to that themselves, whoever writes them; see the migrations.
 */
@Injectable()
export class Erasure {
  constructor(private readonly database: Database) {}

  /**
   * Must run in the transaction that then deletes. It waits for what is being written about them at this moment, so that the deletion sees it;
   * what comes later waits for the commit, and is refused.
   */
  async mark(of: Erased): Promise<void> {
    const { schema, inTransaction } = this.database;
    if (!inTransaction) throw new Error('nobody is erased outside a transaction');
    const [subject] = subjectsOf('userId' in of ? { userid: of.userId } : { correlationid: of.correlationId });
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`${schema}:${subject}`]);
    await this.database.query(`INSERT INTO "${schema}".erased (subject) VALUES ($1) ON CONFLICT DO NOTHING`, [subject]);
  }

  /** Whether a run would be of somebody who was erased, or is itself. */
  async concerns(origin: { correlationid?: string; userid?: string }): Promise<boolean> {
    const rows = await this.database.query(`SELECT 1 AS erased FROM "${this.database.schema}".erased WHERE subject = ANY ($1)`, [
      subjectsOf(origin),
    ]);
    return rows.length > 0;
  }
}

const subjectsOf = ({ correlationid, userid }: { correlationid?: string; userid?: string }): string[] => [
  ...(correlationid === undefined ? [] : [`run:${correlationid}`]),
  ...(userid === undefined ? [] : [`user:${userid}`]),
];

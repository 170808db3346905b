import { type Stage } from '../stage/stage.js';
import { type Binding, bindingsOf, queuesOf, type QueueState } from './broker-view.js';
import { asking } from './journal.js';
import { type KeptObject, objectsIn } from './store-view.js';

export interface Run {
  readonly id: string;
  readonly status: string;
}

export interface ProcessMove {
  readonly process: string;
  readonly id: string;
  readonly from: string | null;
  readonly to: string;
}

export interface JobMove {
  readonly schema: string;
  readonly id: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string;
  readonly fence: number;
  /** The lane in which it waits for its start: the tier of its run. */
  readonly lane: string;
}

/** A message that was given up on, or set aside, and is kept with its reason. */
export interface RestingMessage {
  /** The queue that it was meant for. */
  readonly meantFor: string;
  /** The id in its body; of what is no event, the id that its sender stamped on it. */
  readonly eventId: string;
  readonly reason: string;
  readonly where: 'dead' | 'skipped';
}

/** An entry of the ledger of credits. `cause` is the generation, of what belongs to one. */
export interface CreditEntry {
  readonly userId: string;
  readonly kind: string;
  readonly credits: number;
  readonly amount: number;
  readonly cause: string;
  readonly overdraws: boolean;
}

/** What stands in database, broker and store once nothing moves any more. */
export interface Aftermath {
  readonly runs: readonly Run[];
  readonly moves: readonly ProcessMove[];
  /** Every event that was committed with the state that it tells of. */
  readonly committed: readonly { readonly schema: string; readonly eventId: string; readonly type: string }[];
  /** Those of them that still wait to be published. */
  readonly unpublished: readonly { readonly schema: string; readonly eventId: string }[];
  readonly handled: readonly { readonly queue: string; readonly eventId: string }[];
  readonly jobMoves: readonly JobMove[];
  readonly jobsOpen: readonly { readonly schema: string; readonly id: string; readonly state: string }[];
  readonly queues: readonly QueueState[];
  readonly bindings: readonly Binding[];
  readonly resting: readonly RestingMessage[];
  readonly objects: readonly KeptObject[];
  readonly credits: readonly CreditEntry[];
  readonly accounts: readonly { readonly userId: string; readonly balance: number }[];
  readonly files: readonly (KeptObject & { readonly deleted: boolean })[];
}

const RESTING = `
  SELECT queue AS "meantFor", coalesce(event_id, stamps->>'messageId') AS "eventId", error AS reason, 'dead' AS "where" FROM analytics.letters
  UNION ALL SELECT queue, event_id, reason, 'skipped' FROM analytics.skipped`;

/** Every message that was ever given up on or set aside here, as the database has it. */
export const restingOf = (stage: Stage): Promise<RestingMessage[]> => asking(stage.direct.database, RESTING);

/** Looks at everything that happened in the database since `since`, and at what stands now. */
export async function aftermathOf(stage: Stage, since: number): Promise<Aftermath> {
  const sql = <Row extends object>(text: string) => asking<Row>(stage.direct.database, text);
  const journal = (relation: string, columns: string, where = 'true') =>
    sql<never>(`SELECT schema, ${columns} FROM faults.journal WHERE relation = '${relation}' AND seq > ${since} AND ${where} ORDER BY seq`);
  const schemas = await sql<{ schema: string; relation: string }>(
    `SELECT table_schema AS schema, table_name AS relation FROM information_schema.tables WHERE table_name IN ('outbox', 'jobs') AND table_schema <> 'faults'`,
  );
  const everywhere = async <Row extends object>(relation: string, columns: string, where = 'true') =>
    (
      await Promise.all(
        schemas
          .filter((one) => one.relation === relation)
          .map(({ schema }) => sql<Row>(`SELECT '${schema}' AS schema, ${columns} FROM "${schema}".${relation} WHERE ${where}`)),
      )
    ).flat();
  return {
    runs: await sql<Run>('SELECT id::text, status FROM generation.generation_runs ORDER BY created_at'),
    moves: await journal(
      'processes',
      `after->>'name' AS process, after->>'id' AS id, before->>'step' AS "from", after->>'step' AS to`,
      'after IS NOT NULL',
    ),
    committed: await journal('outbox', `after->>'eventId' AS "eventId", after->>'type' AS type`, `op = 'INSERT'`),
    unpublished: await everywhere('outbox', `envelope->>'id' AS "eventId"`),
    handled: await journal('inbox', `after->>'consumer' AS queue, after->>'event_id' AS "eventId"`, `op = 'INSERT'`),
    jobMoves: await journal(
      'jobs',
      `after->>'id' AS id, after->>'kind' AS kind, before->>'state' AS "from", after->>'state' AS to, (after->>'fence')::int AS fence, after->>'lane' AS lane`,
      `after IS NOT NULL`,
    ),
    jobsOpen: await everywhere('jobs', 'id::text, state', `state IN ('waiting', 'running')`),
    queues: await queuesOf(stage),
    bindings: await bindingsOf(stage),
    resting: await restingOf(stage),
    credits: await sql(`SELECT user_id AS "userId", kind, credits, amount, cause, overdraws FROM users.credit_entries ORDER BY id`),
    accounts: await sql(`SELECT user_id AS "userId", balance FROM users.credit_accounts`),
    objects: await objectsIn(stage.objects),
    files: await sql(`SELECT bucket, storage_key AS key, deleted_at IS NOT NULL AS deleted FROM storage.files`),
  };
}

/** The highest entry of the journal so far. */
export async function journalMark(stage: Stage): Promise<number> {
  const [row] = await asking<{ mark: string }>(stage.direct.database, 'SELECT coalesce(max(seq), 0) AS mark FROM faults.journal');
  return Number(row!.mark);
}

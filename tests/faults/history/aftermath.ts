import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Stage } from '../stage/stage.js';
import { asking } from './journal.js';
import { WITNESS_QUEUE } from './witness.js';

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
}

export interface QueueState {
  readonly name: string;
  readonly ready: number;
  readonly unacked: number;
  readonly consumers: number;
}

/** A message that was given up on, or set aside, and rests with its reason. */
export interface RestingMessage {
  /** The queue that it was meant for. */
  readonly meantFor: string;
  readonly eventId: string;
  readonly reason: string;
  readonly where: 'dead' | 'skipped';
}

export interface KeptObject {
  readonly bucket: string;
  readonly key: string;
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
  readonly bindings: readonly { readonly queue: string; readonly type: string }[];
  readonly resting: readonly RestingMessage[];
  readonly objects: readonly KeptObject[];
  readonly files: readonly (KeptObject & { readonly deleted: boolean })[];
}

const ENDS_REST = /\.(dead|skipped)$/;

/** Looks at everything that happened in the database since `since`, and at what stands now. Takes the dead letters out of their queues. */
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
      `after->>'id' AS id, after->>'kind' AS kind, before->>'state' AS "from", after->>'state' AS to, (after->>'fence')::int AS fence`,
      `after IS NOT NULL`,
    ),
    jobsOpen: await everywhere('jobs', 'id::text, state', `state IN ('waiting', 'running')`),
    queues: await queuesOf(stage),
    bindings: await bindingsOf(stage),
    resting: await takeResting(stage),
    objects: await objectsIn(stage.objects),
    files: await sql(`SELECT bucket, storage_key AS key, deleted_at IS NOT NULL AS deleted FROM storage.files`),
  };
}

/** The highest entry of the journal so far. */
export async function journalMark(stage: Stage): Promise<number> {
  const [row] = await asking<{ mark: string }>(stage.direct.database, 'SELECT coalesce(max(seq), 0) AS mark FROM faults.journal');
  return Number(row!.mark);
}

interface ListedQueue {
  name: string;
  messages_ready: number;
  messages_unacknowledged: number;
}

/** Every queue of the mesh with what it holds now; `consumers` as the broker counts them. */
export async function queuesOf(stage: Stage): Promise<QueueState[]> {
  const listed = await stage.broker.ask<ListedQueue[]>('GET', 'queues/polyreel?disable_stats=true&enable_queue_totals=true');
  const consumers = await stage.broker.ask<{ queue: { name: string } }[]>('GET', 'consumers/polyreel');
  return listed
    .filter(({ name }) => name !== WITNESS_QUEUE)
    .map(({ name, messages_ready, messages_unacknowledged }) => ({
      name,
      ready: messages_ready ?? 0,
      unacked: messages_unacknowledged ?? 0,
      consumers: consumers.filter(({ queue }) => queue.name === name).length,
    }));
}

/** True of the queues that messages come to rest in: nobody reads them. */
export const isRest = (name: string): boolean => ENDS_REST.test(name);

interface Binding {
  destination: string;
  destination_type: string;
  routing_key: string;
}

async function bindingsOf(stage: Stage): Promise<Aftermath['bindings']> {
  const bindings = await stage.broker.ask<Binding[]>('GET', 'exchanges/polyreel/events/bindings/source');
  return bindings
    .filter(({ destination, destination_type }) => destination_type === 'queue' && destination !== WITNESS_QUEUE)
    .map(({ destination, routing_key }) => ({ queue: destination, type: routing_key }));
}

interface Taken {
  properties: { message_id?: string; headers?: Record<string, unknown> };
}

const word = (value: unknown) => (typeof value === 'string' ? value : '');

async function takeResting(stage: Stage): Promise<RestingMessage[]> {
  const resting = (await queuesOf(stage)).filter(({ name, ready }) => isRest(name) && ready > 0);
  const taken = await Promise.all(
    resting.map(async ({ name, ready }) => {
      const messages = await stage.broker.ask<Taken[]>('POST', `queues/polyreel/${name}/get`, {
        count: ready,
        ackmode: 'ack_requeue_false',
        encoding: 'auto',
        truncate: 1_000,
      });
      return messages.map(({ properties: { message_id, headers = {} } }) => ({
        meantFor: word(headers['x-queue']),
        eventId: message_id ?? '',
        reason: word(headers['x-reason']),
        where: name.endsWith('.dead') ? ('dead' as const) : ('skipped' as const),
      }));
    }),
  );
  return taken.flat();
}

const BUCKETS = ['user-uploads', 'generated-content', 'thumbnails', 'temp-files'];

/** Every object that lies in the store now. */
export async function objectsIn(folder: string): Promise<KeptObject[]> {
  const found = await Promise.all(
    BUCKETS.map(async (bucket) => {
      const root = join(folder, bucket);
      if (!existsSync(root)) return [];
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => ({ bucket, key: relative(root, join(entry.parentPath, entry.name)) }));
    }),
  );
  return found.flat();
}

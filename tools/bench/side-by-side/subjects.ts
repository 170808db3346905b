import type { AppendFsync } from '../servers/bench-servers.js';

/** One way to run the flow that stands in the table. */
export interface Subject {
  /** What `--only` calls it. */
  readonly name: string;
  /** Its file: `<peer>.peer.js`. */
  readonly peer: string;
  readonly title: string;
  /** What has to be on a disk before the peer goes on. */
  readonly durable: string;
  /** Who remembers how far a run has come. */
  readonly state: string;
  /** Set where it needs a Redis, with when that writes to the disk. */
  readonly appendfsync?: AppendFsync;
}

const CONFIRMED = 'quorum queues, confirms';
const FORGOTTEN = 'process memory';

/** In the order in which they take turns. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: 'polyreel',
    peer: 'polyreel',
    title: '**Polyreel**, process and handlers',
    durable: `${CONFIRMED}; PostgreSQL with fsync at every commit`,
    state: 'a row, in one transaction with inbox and outbox',
  },
  { name: 'amqplib', peer: 'amqplib-quorum', title: 'bare amqplib, quorum', durable: CONFIRMED, state: FORGOTTEN },
  {
    name: 'amqplib-classic',
    peer: 'amqplib-classic',
    title: 'bare amqplib, classic',
    durable: 'durable classic queues, persistent messages, confirms',
    state: FORGOTTEN,
  },
  { name: 'golevelup', peer: 'golevelup', title: 'golevelup, quorum', durable: CONFIRMED, state: FORGOTTEN },
  {
    name: 'golevelup-nagle',
    peer: 'golevelup-nagle',
    title: 'golevelup, quorum, `noDelay` off as it comes',
    durable: CONFIRMED,
    state: FORGOTTEN,
  },
  { name: 'nest-rmq', peer: 'nest-rmq', title: "Nest's RMQ transport, one quorum queue", durable: CONFIRMED, state: FORGOTTEN },
  { name: 'rascal', peer: 'rascal', title: 'rascal, quorum', durable: CONFIRMED, state: FORGOTTEN },
  {
    name: 'moleculer',
    peer: 'moleculer',
    title: 'Moleculer events over AMQP',
    durable: 'durable classic queues, persistent messages, **no confirms**',
    state: FORGOTTEN,
  },
  {
    name: 'bullmq',
    peer: 'bullmq',
    title: 'BullMQ flows, AOF everysec',
    durable: 'Redis, its log on disk **once a second**',
    state: 'Redis',
    appendfsync: 'everysec',
  },
  {
    name: 'bullmq-always',
    peer: 'bullmq',
    title: 'BullMQ flows, AOF always',
    durable: 'Redis, its log on disk before it answers',
    state: 'Redis',
    appendfsync: 'always',
  },
  {
    name: 'pg-boss',
    peer: 'pg-boss',
    title: 'pg-boss 10, looks every 0.5 s',
    durable: 'PostgreSQL with fsync at every commit',
    state: 'its jobs, and a table of ours where branches meet',
  },
];

export const OURS = 'polyreel';
export const FLOOR = 'amqplib';

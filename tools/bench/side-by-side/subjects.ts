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
  /** How long it may take to notice that the process which had something in hand is gone. Unset: the broker gives that back at once. */
  readonly noticesAfterSeconds?: number;
}

/** A job's lock lasts 30 s, and is looked at every 30 s. */
const BULLMQ_NOTICES = 60;
/** Ours waits for the longest delay of a retry or the deadline of a stage. */
const POLYREEL_NOTICES = 60;

const CONFIRMED = 'quorum queues, confirms';
const FORGOTTEN = 'process memory';
const COMMITTED = `${CONFIRMED}; PostgreSQL with fsync at every commit`;
const IN_A_ROW = 'a row, in one transaction with inbox and outbox';

/** In the order in which they take turns. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: 'polyreel',
    peer: 'polyreel',
    title: '**Polyreel**, steps done where the run is kept',
    durable: COMMITTED,
    state: IN_A_ROW,
    noticesAfterSeconds: POLYREEL_NOTICES,
  },
  {
    name: 'polyreel-apart',
    peer: 'polyreel-apart',
    title: '**Polyreel**, steps done by another service',
    durable: COMMITTED,
    state: IN_A_ROW,
    noticesAfterSeconds: POLYREEL_NOTICES,
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
    noticesAfterSeconds: BULLMQ_NOTICES,
  },
  {
    name: 'bullmq-always',
    peer: 'bullmq',
    title: 'BullMQ flows, AOF always',
    durable: 'Redis, its log on disk before it answers',
    state: 'Redis',
    appendfsync: 'always',
    noticesAfterSeconds: BULLMQ_NOTICES,
  },
  {
    name: 'pg-boss',
    peer: 'pg-boss',
    title: 'pg-boss 10, looks every 0.5 s',
    durable: 'PostgreSQL with fsync at every commit',
    state: 'its jobs, and a table of ours where branches meet',
    noticesAfterSeconds: 20,
  },
];

/** A message a step, as every other subject has it: the form that is compared. */
export const OURS = 'polyreel';
/** Two messages a step, as a mesh of services has it. */
export const OURS_APART = 'polyreel-apart';
export const FLOOR = 'amqplib';

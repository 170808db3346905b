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
  readonly appendfsync?: 'everysec' | 'always';
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
];

export const OURS = 'polyreel';
export const FLOOR = 'amqplib';

/** Who commits, in the order in which they take turns. */
export const COMMITTERS = [
  { name: 'polyreel', title: '**Polyreel**, its outbox and relay' },
  { name: 'pg-amqplib', title: 'bare pg, then bare amqplib' },
  { name: 'pg', title: 'bare pg, nothing sent' },
] as const;

export interface CommitLoad {
  readonly committer: (typeof COMMITTERS)[number]['name'];
  readonly rabbitmq: string;
  readonly postgres: string;
  /** Seconds of each of the two loops. */
  readonly seconds: number;
  /** Commits under way at once in the closed loop; commits per second in the open one. */
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Milliseconds from the commit to the consumer. Empty where nothing is sent. */
export type Arrivals = { p50: number; p99: number } | undefined;

/** What one turn shows. */
export interface CommitTimes {
  /** Commits per second with as many at once, and what arrived meanwhile. */
  perSecond: number;
  atFullSpeed: Arrivals;
  /** In the open loop. */
  steady: Arrivals;
}

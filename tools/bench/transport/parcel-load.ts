/** What one measurement sends. */
export interface ParcelLoad {
  readonly carrier: 'amqplib' | 'polyreel';
  readonly queueType: 'classic' | 'quorum';
  readonly bytes: number;
  /** Messages that wait for their confirm at once. */
  readonly window: number;
}

/** What one measurement shows. */
export interface ParcelTimes {
  perSecond: number;
  confirm: { p50: number; p99: number };
  /** From send to arrival, both by the clock of one process. */
  arrival: { p50: number; p99: number };
}

const WINDOWS = [1, 50, 200, 1_000];
const SIZES = [256, 1_024, 65_536];

/** Beyond this the transport refuses to let more wait for the broker: see PublishWindow. */
const MOST_WAITING_BYTES = 32 * 1024 * 1024;

/** Every combination that there is; the mesh has quorum queues only, and holds no more in memory than it must. */
export const LOADS: readonly ParcelLoad[] = (
  [
    ['amqplib', 'classic'],
    ['amqplib', 'quorum'],
    ['polyreel', 'quorum'],
  ] as const
)
  .flatMap(([carrier, queueType]) => SIZES.flatMap((bytes) => WINDOWS.map((window) => ({ carrier, queueType, bytes, window }))))
  .filter(({ carrier, bytes, window }) => carrier !== 'polyreel' || bytes * window <= MOST_WAITING_BYTES);

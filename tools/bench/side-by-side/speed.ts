import { median, quantile } from '../measures.js';
import type { BenchServers } from '../servers/bench-servers.js';
import { PeerChild } from './peer-child.js';
import type { Subject } from './subjects.js';

export const AT_ONCE = 50;
export const PER_SECOND = 5;
/** So many runs and so long at least: compilers warm to what runs often, and a mesh that runs for days is warm. */
const WARM_UP = { runs: 50, seconds: 4 };

/** What every round measured of one subject, one value a round. */
export interface SpeedRow {
  /** Runs per second with AT_ONCE under way. */
  rate: number[];
  /** Milliseconds of processor per run: the peer's own process, and the servers. */
  own: number[];
  servers: number[];
  megabytes: number[];
  /** Milliseconds from start to end at PER_SECOND. */
  p50: number[];
  p95: number[];
  p99: number[];
}

/** What one round measured of it. */
export type SpeedTurn = Readonly<Record<keyof SpeedRow, number>>;

export const emptySpeed = (): SpeedRow => ({ rate: [], own: [], servers: [], megabytes: [], p50: [], p95: [], p99: [] });

export interface Loops {
  workMs: number;
  closedSeconds: number;
  openSeconds: number;
}

/** Adds what one turn measured. */
export function note(row: SpeedRow, turn: SpeedTurn): void {
  for (const [key, value] of Object.entries(turn) as [keyof SpeedRow, number][]) row[key].push(value);
}

/** One turn of one subject, in a place and a process that are there for it alone. */
export async function measureSpeed({ peer, appendfsync }: Subject, servers: BenchServers, loops: Loops): Promise<SpeedTurn> {
  const place = await servers.place(appendfsync);
  const child = await PeerChild.start(peer, { urls: place.urls, atOnce: AT_ONCE, workMs: loops.workMs });
  try {
    await child.do({ kind: 'warm', ...WARM_UP });
    const before = servers.processorSeconds();
    const { runs, seconds, processorMs, residentMegabytes } = await child.do({ kind: 'closed', seconds: loops.closedSeconds });
    const serversMs = (servers.processorSeconds() - before) * 1_000;
    const { milliseconds } = await child.do({ kind: 'open', perSecond: PER_SECOND, seconds: loops.openSeconds });
    await child.do({ kind: 'stop' });
    return {
      rate: runs / seconds,
      own: processorMs / runs,
      servers: serversMs / runs,
      megabytes: residentMegabytes,
      p50: median(milliseconds),
      p95: quantile(milliseconds, 0.95),
      p99: quantile(milliseconds, 0.99),
    };
  } finally {
    await child.kill();
    await place.remove();
  }
}

import { median, quantile } from '../measures.js';
import type { FlowHost } from './peer.js';
import { PeerChild } from './peer-child.js';
import { serverSeconds } from './server-processor.js';

export const AT_ONCE = 50;
export const PER_SECOND = 5;
const WARM_UP_RUNS = 50;

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

export const emptySpeed = (): SpeedRow => ({ rate: [], own: [], servers: [], megabytes: [], p50: [], p95: [], p99: [] });

export interface Loops {
  workMs: number;
  closedSeconds: number;
  openSeconds: number;
}

/** One turn of one subject, in a process that lives for it alone. */
export async function measureSpeed(row: SpeedRow, peer: string, urls: FlowHost['urls'], loops: Loops): Promise<void> {
  const child = await PeerChild.start(peer, { urls, atOnce: AT_ONCE, workMs: loops.workMs });
  try {
    await child.do({ kind: 'warm', runs: WARM_UP_RUNS });
    const before = serverSeconds();
    const { runs, seconds, processorMs, residentMegabytes } = await child.do({ kind: 'closed', seconds: loops.closedSeconds });
    row.servers.push(((serverSeconds() - before) * 1_000) / runs);
    row.rate.push(runs / seconds);
    row.own.push(processorMs / runs);
    row.megabytes.push(residentMegabytes);
    const { milliseconds } = await child.do({ kind: 'open', perSecond: PER_SECOND, seconds: loops.openSeconds });
    row.p50.push(median(milliseconds));
    row.p95.push(quantile(milliseconds, 0.95));
    row.p99.push(quantile(milliseconds, 0.99));
    await child.do({ kind: 'stop' });
  } finally {
    await child.kill();
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../setup/until.js';
import type { BenchServers } from '../servers/bench-servers.js';
import { type Comeback, comebackOf, tallyOf } from '../troupe/run-ledger.js';
import type { Strike } from '../troupe/strikes.js';
import { Troupe } from '../troupe/troupe.js';

/** What one strike shows. */
export interface Recovery extends Comeback {
  /** Seconds until what was struck was there again: the floor of everything else. */
  away: number;
  accepted: number;
  lost: number;
  twice: number;
}

/** Nothing that comes back later than this comes back. */
const PATIENCE_MS = 90_000;

/** One strike at a troupe under a steady load that lives for it alone. */
export async function recover(
  { hits, strike }: Strike,
  servers: BenchServers,
  load: { seconds: number; perSecond: number },
): Promise<Recovery> {
  const troupe = await Troupe.start(servers, { each: 1, perSecond: load.perSecond });
  try {
    const { runs } = troupe.ledger;
    await pause(load.seconds * 1_000);
    const struck = Date.now();
    await strike(troupe);
    const returned = Date.now();
    const from = hits === 'process' ? struck : returned;
    const comeback = () => {
      troupe.ledger.look();
      return comebackOf(runs.values(), from);
    };
    await until(() => {
      const { fresh, backlog } = comeback();
      return fresh !== undefined && backlog !== undefined;
    }, PATIENCE_MS);
    const result = comeback();
    troupe.rest();
    const tally = () => {
      troupe.ledger.look();
      return tallyOf(runs.values(), Date.now(), 0);
    };
    await until(() => tally().lost === 0, PATIENCE_MS);
    const { accepted, lost, twice } = tally();
    return { ...result, away: (returned - struck) / 1_000, accepted, lost, twice };
  } finally {
    await troupe.end();
  }
}

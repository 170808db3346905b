import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, readAccount } from './oracle.js';
import type { BenchServers } from '../servers/bench-servers.js';
import { PeerChild, type PeerSettings } from './peer-child.js';
import type { Subject } from './subjects.js';

export const AT_ONCE_WHEN_KILLED = 20;
export const WORK_MS_WHEN_KILLED = 20;
const HALF_SECONDS = 4;
/** Nothing has happened for this long beyond what the subject needs to notice: nothing will. */
const QUIET_MS = 15_000;
/** Where no run is missing any more, something that runs twice may still be about to. */
const AFTERMATH_MS = 5_000;
const LOOK_EVERY_MS = 250;

/**
 * Runs under way are cut off at half time by a SIGKILL of the peer's process; a second process takes its place and begins as many
 * again. The account is drawn up once every accepted run has ended or nothing has moved for long.
 */
export async function measureSurvival({ peer, appendfsync, noticesAfterSeconds = 0 }: Subject, servers: BenchServers): Promise<Account> {
  const place = await servers.place(appendfsync);
  const folder = await mkdtemp(join(tmpdir(), 'polyreel-oracle-'));
  const oracle = join(folder, 'facts');
  const settings: PeerSettings = { urls: place.urls, atOnce: AT_ONCE_WHEN_KILLED, workMs: WORK_MS_WHEN_KILLED, oracle };
  const first = await PeerChild.start(peer, settings);
  let second: PeerChild | undefined;
  try {
    first.begin({ kind: 'closed', seconds: 2 * HALF_SECONDS });
    await pause(HALF_SECONDS * 1_000);
    const killedAt = Date.now();
    await first.kill();
    second = await PeerChild.start(peer, settings);
    second.begin({ kind: 'closed', seconds: HALF_SECONDS });
    await pause(HALF_SECONDS * 1_000);
    return await settled(() => readAccount(oracle, killedAt), QUIET_MS + noticesAfterSeconds * 1_000);
  } finally {
    await first.kill();
    await second?.kill();
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function settled(look: () => Account, quietMs: number): Promise<Account> {
  let account = look();
  for (let changed = performance.now(); ;) {
    await pause(LOOK_EVERY_MS);
    const now = look();
    if (now.facts !== account.facts) changed = performance.now();
    account = now;
    if (performance.now() - changed > (account.lost === 0 ? AFTERMATH_MS : quietMs)) return account;
  }
}

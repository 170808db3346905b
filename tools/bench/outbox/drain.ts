import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { envelopesOf } from '@polyreel/messaging';
import { Client } from 'pg';
import { until } from '../../setup/until.js';
import { residentMegabytes } from '../measures.js';
import { ORCHESTRATOR } from '../peers/polyreel-steps.events.js';
import type { BenchServers, Urls } from '../servers/bench-servers.js';
import { serviceEnvironment } from '../servers/service-environment.js';
import { ParcelSent } from '../transport/parcels.events.js';
import { DrainCount } from './drain-count.js';
import { SCHEMA } from './outbox.services.js';

export interface DrainLoad {
  readonly who: 'polyreel' | 'bare';
  readonly relays: number;
  readonly rows: number;
}

/** What one drain shows. Memory is the resident memory of the relay that has most of it, in MB. */
export interface DrainTimes {
  /** Rows per second, from the first that arrives to the last. */
  perSecond: number;
  before: number;
  /** The most while the first half of the rows arrived, and while the second did. */
  early: number;
  late: number;
  /** Rows that no message came of, and messages beyond the first of a row. */
  lost: number;
  twice: number;
}

const SCRIPT = fileURLToPath(new URL('./relay.process.js', import.meta.url));
const PATIENCE_MS = 900_000;
/** An envelope with it has as many bytes as a committed one. */
const CONTENT = 'x'.repeat(200);

/** Fills an outbox while its relays rest, in one commit, and watches them empty it. */
export async function drain({ who, relays, rows }: DrainLoad, servers: BenchServers): Promise<DrainTimes> {
  const place = await servers.place();
  const children: ChildProcess[] = [];
  const client = new Client({ connectionString: place.urls.postgres });
  const count = await DrainCount.on(place.urls.rabbitmq);
  try {
    // Whoever drains barely finds the tables that a service has made.
    await end([await startRelay('polyreel', place.urls)]);
    for (let at = 0; at < relays; at += 1) children.push(await startRelay(who, place.urls));
    await client.connect();
    const memory = () => Math.max(...children.map(({ pid }) => residentMegabytes(pid!)));
    const before = memory();
    await fill(client, rows);
    let [early, late] = [before, 0];
    const drained = await until(() => {
      if (count.size < rows / 2) early = Math.max(early, memory());
      else late = Math.max(late, memory());
      return count.size >= rows;
    }, PATIENCE_MS);
    if (drained && !(await until(async () => (await left(client)) === 0, PATIENCE_MS)))
      throw new Error('rows that went out stay in the outbox');
    const perSecond = (count.size * 1_000) / (count.last - count.first);
    return { perSecond, before, early, late, lost: rows - count.size, twice: count.twice };
  } finally {
    await end(children);
    await client.end();
    await count.close();
    await place.remove();
  }
}

async function startRelay(who: DrainLoad['who'], urls: Urls): Promise<ChildProcess> {
  const child = fork(SCRIPT, [who], { env: serviceEnvironment(urls), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ready = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => undefined)]);
  if (!ready) throw new Error(`a ${who} relay ended before it was ready`);
  return child;
}

async function end(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}

/** Rows as commits leave them whose process died before it handed them over, all of them due. */
async function fill(client: Client, rows: number): Promise<void> {
  const [envelope] = envelopesOf([ParcelSent({ parcelId: 'backlog', content: CONTENT })], ORCHESTRATOR);
  await client.query(
    `INSERT INTO "${SCHEMA}".outbox (envelope, due_at)
     SELECT jsonb_set($1::jsonb, '{id}', to_jsonb(gen_random_uuid()::text)), now() FROM generate_series(1, $2)`,
    [JSON.stringify(envelope), rows],
  );
}

async function left(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM "${SCHEMA}".outbox`);
  return Number(rows[0]!.count);
}

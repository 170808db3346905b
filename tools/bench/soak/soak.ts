import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../setup/until.js';
import { residentMegabytes } from '../measures.js';
import { SCHEMA } from '../peers/polyreel.services.js';
import { BenchServers } from '../servers/bench-servers.js';
import { type Tally, tallyOf } from '../troupe/run-ledger.js';
import { STRIKES } from '../troupe/strikes.js';
import { Troupe } from '../troupe/troupe.js';
import type { Part } from '../troupe/member.js';
import { growsTooFast, type Reading, slopeOf, warm } from './slope.js';

export interface SoakSettings {
  readonly minutes: number;
  readonly perSecond: number;
  readonly strikeEverySeconds: number;
  /** MB per hour by which the resident memory of a process may grow. */
  readonly slope: number;
  readonly say: (line: string) => void;
}

const PARTS: readonly Part[] = ['orchestrator', 'performer'];
const READ_EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** No run takes longer, whatever is struck meanwhile. */
const PATIENCE_MS = 90_000;

/** A steady load, two processes of either part, and a strike every so often. Answers what did not hold; nothing is good. */
export async function soak(settings: SoakSettings): Promise<string[]> {
  const servers = await BenchServers.start();
  try {
    const troupe = await Troupe.start(servers, { each: 2, perSecond: settings.perSecond });
    try {
      return await play(troupe, settings);
    } finally {
      await troupe.end();
    }
  } finally {
    await servers.stop();
  }
}

async function play(troupe: Troupe, { minutes, strikeEverySeconds, slope, say }: SoakSettings): Promise<string[]> {
  const begun = Date.now();
  const end = begun + minutes * MINUTE_MS;
  const readings: Record<Part, Reading[]> = { orchestrator: [], performer: [] };
  const read = () => {
    const hours = (Date.now() - begun) / HOUR_MS;
    // Those that live through it all: the memory of one that was killed says nothing.
    for (const part of PARTS) readings[part].push({ hours, megabytes: residentMegabytes(troupe.eldest(part).pid) });
  };
  const tally = (patienceMs = PATIENCE_MS) => {
    troupe.ledger.look();
    return tallyOf(troupe.ledger.runs.values(), Date.now(), patienceMs);
  };
  const report = async () =>
    say(
      [
        `minute ${Math.round((Date.now() - begun) / MINUTE_MS)}`,
        ...wordsOf(tally()),
        ...PARTS.map((part) => memoryOf(part, readings[part])),
        await rowsOf(troupe),
      ].join('; '),
    );
  const reading = setInterval(read, READ_EVERY_MS);
  const everyMinute = async () => {
    for (let minute = 1; minute <= minutes; minute += 1) {
      await pause(Math.max(0, begun + minute * MINUTE_MS - Date.now()));
      await report();
    }
  };
  try {
    await Promise.all([everyMinute(), strikeUntil(end, troupe, strikeEverySeconds * 1_000, say)]);
    troupe.rest();
    await until(() => tally(0).lost === 0, PATIENCE_MS);
    say('the load has ended');
    await report();
  } finally {
    clearInterval(reading);
  }
  const last = tally(0);
  return [
    ...(last.accepted === 0 ? ['no run was accepted'] : []),
    ...(last.lost > 0 ? [`${last.lost} accepted runs were lost`] : []),
    ...(last.twice > 0 ? [`${last.twice} runs were completed twice`] : []),
    ...PARTS.filter((part) => growsTooFast(warm(readings[part]), slope)).map(
      (part) => `the ${part}'s memory grows by ${slopeOf(warm(readings[part])).toFixed(1)} MB per hour, more than ${slope}`,
    ),
  ];
}

/** One strike after the other, in turn. */
async function strikeUntil(end: number, troupe: Troupe, everyMs: number, say: (line: string) => void): Promise<void> {
  for (let [at, due] = [0, Date.now() + everyMs]; due < end; at += 1, due += everyMs) {
    await pause(Math.max(0, due - Date.now()));
    const { title, strike } = STRIKES[at % STRIKES.length]!;
    const struck = Date.now();
    await strike(troupe);
    say(`  strike: ${title}, away for ${((Date.now() - struck) / 1_000).toFixed(1)} s`);
  }
}

const wordsOf = ({ accepted, completed, lost, twice }: Tally) => [
  `${accepted} runs accepted`,
  `${completed} completed`,
  `${lost} lost`,
  `${twice} twice`,
];

const memoryOf = (part: Part, readings: readonly Reading[]): string =>
  `${part} ${readings.at(-1)?.megabytes.toFixed(0) ?? '?'} MB, ${slopeOf(warm(readings)).toFixed(1)} MB/h`;

/** Asked for over a connection of its own: a strike may hit the database at any time. */
async function rowsOf({ place }: Troupe): Promise<string> {
  const client = new Client({ connectionString: place.urls.postgres });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const count = async (table: string) =>
      (await client.query<{ count: string }>(`SELECT count(*) FROM "${SCHEMA}".${table}`)).rows[0]!.count;
    return `outbox ${await count('outbox')} rows, inbox ${await count('inbox')} rows`;
  } catch (error) {
    return `the database is away: ${(error as Error).message}`;
  } finally {
    await client.end();
  }
}

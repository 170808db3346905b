/**
 * Messages through RabbitMQ, one after the other and many at once, by bare amqplib and by the transport that every service has.
 * After a build: node dist/tools/bench/transport.bench.js [--rounds 5] [--seconds 2]
 */
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { answerOf } from './answer-of.js';
import { median, spread } from './measures.js';
import { BenchServers } from './servers/bench-servers.js';
import { LOADS, type ParcelLoad, type ParcelTimes } from './transport/parcel-load.js';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } } });

/** One combination with what every round measured. */
export interface TransportRow {
  load: ParcelLoad;
  rounds: ParcelTimes[];
}

export async function run(): Promise<TransportRow[]> {
  const rows = LOADS.map((load): TransportRow => ({ load, rounds: [] }));
  const servers = await BenchServers.start();
  try {
    const place = await servers.place();
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      console.error(`round ${round}`);
      for (const { load, rounds } of rows) rounds.push(await measure(load, place.urls.rabbitmq));
    }
    return rows;
  } finally {
    await servers.stop();
  }
}

const SCRIPT = fileURLToPath(new URL('./transport/carrier.process.js', import.meta.url));

/** Each combination has a process and a queue that are there for it alone. */
const measure = (load: ParcelLoad, url: string): Promise<ParcelTimes> =>
  answerOf<ParcelTimes>(SCRIPT, [url, JSON.stringify(load), options.seconds]);

/** The rows as a Markdown table. */
export function toMarkdown(rows: readonly TransportRow[]): string {
  const sizes = { 256: '256 B', 1024: '1 KiB', 65536: '64 KiB' } as Record<number, string>;
  const both = (rounds: ParcelTimes[], key: 'confirm' | 'arrival') =>
    `${median(rounds.map((one) => one[key].p50)).toFixed(1)} / ${median(rounds.map((one) => one[key].p99)).toFixed(1)}`;
  return [
    '| who | queue | content | unconfirmed at once | messages/s | confirm p50 / p99, ms | arrival p50 / p99, ms |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ load: { carrier, queueType, bytes, window }, rounds }) =>
        `| ${carrier === 'polyreel' ? '**Polyreel**' : 'bare amqplib'} | ${queueType} | ${sizes[bytes]} | ${window} | ${spread(
          rounds.map(({ perSecond }) => perSecond),
          0,
        )} | ${both(rounds, 'confirm')} | ${both(rounds, 'arrival')} |`,
    ),
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(toMarkdown(await run()));

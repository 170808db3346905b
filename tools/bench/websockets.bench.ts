/**
 * A thousand people who watch, on one instance: what each costs in memory, and how long an update takes to reach them, beside socket.io as it
 * comes. After a build: node dist/tools/bench/websockets.bench.js [rounds] [seconds] [clients]
 */
import { GenerationProgressed } from '@polyreel/contracts';
import { envelopesOf } from '@polyreel/messaging';
import { meshPlace, MeshProcess } from '@polyreel/testing';
import { type ConfirmChannel, connect } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { FIRST_BARE_PORT } from './bare-nest.js';
import { aboveThisClone } from './clone-ports.js';
import { median, quantile, residentMegabytes, spread } from './measures.js';
import { portOf, standIns } from './websockets/stand-ins.js';

/** One subject with what every round measured. */
export interface WebSocketRow {
  readonly subject: string;
  /** Kilobytes of the server's resident memory for each client that watches a run. */
  readonly kilobytes: number[];
  /** Milliseconds from publishing an event to a client that has it. */
  readonly p50: number[];
  readonly p95: number[];
  readonly p99: number[];
  /** Updates that did not arrive; none may be missing. */
  missing: number;
}

const PORT_OFFSET = aboveThisClone(22_900);
const UPDATES_PER_SECOND = 200;
const CONNECT_AT_ONCE = 50;
const REST_MS = 3_000;
const PATIENCE_MS = 20_000;
/** The stated target, in milliseconds. */
const TARGET_P95 = 500;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Each subject has its own process and turn in every round. */
export async function run(rounds = 5, seconds = 10, clients = 1_000): Promise<WebSocketRow[]> {
  const row = (subject: string): WebSocketRow => ({ subject, kilobytes: [], p50: [], p95: [], p99: [], missing: 0 });
  const rows = [row('**Polyreel**, real-time-service'), row('socket.io as it comes')];
  for (let round = 0; round < rounds; round += 1) {
    await turn(rows[0]!, here('./websockets/live.process.js'), portOf('real-time-service', PORT_OFFSET), seconds, clients);
    await turn(rows[1]!, here('./websockets/bare-sockets.process.js'), FIRST_BARE_PORT + PORT_OFFSET, seconds, clients);
  }
  return rows;
}

async function turn(row: WebSocketRow, script: string, port: number, seconds: number, clients: number): Promise<void> {
  const place = await meshPlace(PORT_OFFSET);
  const neighbours = await standIns(PORT_OFFSET);
  const environment = { ...place.environment, SOCKETS_PER_PERSON: '10000' };
  const server = new MeshProcess({ script, environment, services: 1 });
  const sockets: Socket[] = [];
  const broker = await connect(place.environment['RABBITMQ_URL']!, { noDelay: true });
  try {
    await server.start();
    await pause(REST_MS);
    const empty = residentMegabytes(server.pid);
    const took: number[] = [];
    const runs = Array.from({ length: clients }, () => randomUUID());
    const token = await neighbours.token(randomUUID());
    const queue = [...runs];
    const heard = (message: string) => void took.push(performance.now() - Number(message));
    const lane = async () => {
      for (let id = queue.pop(); id; id = queue.pop()) sockets.push(await watcher(`http://127.0.0.1:${port}`, token, id, heard));
    };
    await Promise.all(Array.from({ length: CONNECT_AT_ONCE }, lane));
    await pause(REST_MS);
    row.kilobytes.push(((residentMegabytes(server.pid) - empty) * 1_024) / clients);
    const sent = await tell(await broker.createConfirmChannel(), runs, seconds);
    const until = Date.now() + PATIENCE_MS;
    while (took.length < sent && Date.now() < until) await pause(20);
    row.missing += sent - took.length;
    row.p50.push(median(took));
    row.p95.push(quantile(took, 0.95));
    row.p99.push(quantile(took, 0.99));
  } finally {
    for (const socket of sockets) socket.disconnect();
    await broker.close();
    await server.stop();
    neighbours.close();
    await place.remove();
  }
}

/** A client that follows a run; resolves once it is in. */
async function watcher(url: string, token: string, generationId: string, heard: (message: string) => void): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connected', () => resolve());
    socket.once('connect_error', reject);
  });
  socket.on('generation_update', ({ message }: { message: string }) => heard(message));
  const answer = (await socket.timeout(PATIENCE_MS).emitWithAck('subscribe_generation', { generationId })) as { error?: { code: string } };
  if (answer.error) throw new Error(`a client may not watch: ${answer.error.code}`);
  return socket;
}

/** Publishes as the orchestrator does, to one run after the other, at an even pace; gives how many it was. */
async function tell(channel: ConfirmChannel, runs: readonly string[], seconds: number): Promise<number> {
  const total = seconds * UPDATES_PER_SECOND;
  const begun = performance.now();
  for (let at = 0; at < total; at += 1) {
    await pause(Math.max(0, begun + (at * 1_000) / UPDATES_PER_SECOND - performance.now()));
    const generationId = runs[at % runs.length]!;
    const progress = Math.floor((at / total) * 99);
    const fact = GenerationProgressed({ generationId, userId: 'bench', progress, phase: 'drawing', message: String(performance.now()) });
    const [envelope] = envelopesOf([fact], 'generation-orchestrator');
    channel.publish('events', fact.contract.type, Buffer.from(JSON.stringify(envelope)), {
      persistent: true,
      contentType: 'application/cloudevents+json',
      messageId: envelope!.id,
      correlationId: generationId,
      type: fact.contract.type,
    });
  }
  await channel.waitForConfirms();
  await channel.close();
  return total;
}

/** The table, and whether the stated target holds. */
export function toMarkdown(rows: readonly WebSocketRow[]): string {
  const floor = rows[1]!;
  const cell = (row: WebSocketRow, key: 'kilobytes' | 'p50' | 'p95' | 'p99') =>
    `${spread(row[key])}${row === floor ? '' : `, ${(median(row[key]) / median(floor[key])).toFixed(1)}×`}`;
  const p95 = median(rows[0]!.p95);
  return [
    `| Clients on one instance, ${UPDATES_PER_SECOND} updates a second | memory for each, KB | event to client: p50, ms | p95, ms | p99, ms | missing |`,
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.subject} | ${cell(row, 'kilobytes')} | ${cell(row, 'p50')} | ${cell(row, 'p95')} | ${cell(row, 'p99')} | ${row.missing} |`,
    ),
    '',
    `- ${p95 < TARGET_P95 && rows[0]!.missing === 0 ? 'Holds' : '**Does not hold**'}: 95 of 100 updates reach their client within ${TARGET_P95} ms of the event (${p95.toFixed(1)} ms), and none is missing.`,
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  console.log(toMarkdown(await run(...argv.slice(2).map(Number))));
  process.exit(0);
}

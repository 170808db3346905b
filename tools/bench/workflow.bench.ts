/**
 * From a prompt that is accepted to its enhanced prompts, on the real broker and database, beside the same hops in bare amqplib.
 * After a build: node dist/tools/bench/workflow.bench.js [rounds] [seconds]
 */
import { GenerationRequested } from '@polyreel/contracts';
import { type MeshPlace, meshPlace, MeshProcess } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { aboveThisClone } from './clone-ports.js';
import { median, processorSeconds, quantile, spread } from './measures.js';
import { freshPrompt } from './fresh-prompt.js';
import { RunClock } from './run-clock.js';
import { DELIVERIES, IN_A_ROW, TEXT_PATH } from './text-path.js';

/** One subject with what every round measured. */
export interface WorkflowRow {
  subject: 'mesh' | 'bare amqplib';
  /** Milliseconds from accepted to enhanced at PER_SECOND, one value a round. */
  p50: number[];
  p99: number[];
  /** Milliseconds until accepted: HTTP 202, or the confirm. */
  accepted: number[];
  /** Runs per second at the knee, one value a round; p99 while it lasted. */
  rate: number[];
  rateP99: number[];
  /** Runs under way at once at the knee. */
  atOnce: number;
  /** Milliseconds of the subject's processor per run at the knee. */
  processor: number[];
}
interface Subject {
  row: WorkflowRow;
  place: MeshPlace;
  process: MeshProcess;
  clock: RunClock;
  /** Resolves with the run's id once it is accepted. */
  submit(): Promise<string>;
  /** Seconds of each steady measurement. */
  seconds: number;
}

const PER_SECOND = 5;
const PORT_OFFSET = aboveThisClone(22_200);
const STEPS = [4, 8, 16, 32, 64];
const STEP_SECONDS = 2;
const PLATEAU_SECONDS = 10;
/** More at once than this gains nothing any more: the queues only grow. */
const WORTH_IT = 1.1;
/** Bytes of a bare message, near what the mesh's envelopes carry for one sentence. */
const BODY_BYTES = 2_048;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Both subjects take turns in every round, so that a busy machine slows both alike; the other rests meanwhile. */
export async function run(rounds = 3, seconds = 20): Promise<WorkflowRow[]> {
  const subjects: Subject[] = [];
  try {
    subjects.push(await mesh(seconds));
    subjects.push(await bare(seconds / 2));
    for (const subject of subjects) {
      await closedLoop(subject, 4, 2);
      await climb(subject);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const subject of subjects) await steady(subject);
      for (const subject of subjects) await plateau(subject);
    }
    return subjects.map(({ row }) => row);
  } finally {
    for (const { process, clock, place } of subjects) {
      await process.stop();
      await clock.connection.close();
      await place.remove();
    }
  }
}

async function mesh(seconds: number): Promise<Subject> {
  const place = await meshPlace(PORT_OFFSET);
  const clock = await RunClock.on(place.environment['RABBITMQ_URL']!);
  const environment = { ...place.environment, LOG_LEVEL: 'info' };
  const process = new MeshProcess({ script: here('./text-path.process.js'), environment, services: TEXT_PATH.length });
  await process.start();
  const submit = async () => {
    const answer = await fetch(`http://127.0.0.1:${8000 + PORT_OFFSET}/v1/generations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${place.environment.API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: freshPrompt(), resolution: '360p' }),
    });
    if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { data: { generationId: string } }).data.generationId;
  };
  return { row: emptyRow('mesh'), place, process, clock, submit, seconds };
}

async function bare(seconds: number): Promise<Subject> {
  const place = await meshPlace(PORT_OFFSET);
  const clock = await RunClock.on(place.environment['RABBITMQ_URL']!);
  const process = new MeshProcess({ script: here('./bare-hops.process.js'), environment: place.environment, services: 1 });
  await process.start();
  const channel = await clock.connection.createConfirmChannel();
  const body = Buffer.alloc(BODY_BYTES, 'x');
  const submit = async () => {
    const correlationId = randomUUID();
    await new Promise<void>((resolve, reject) =>
      channel.publish('events', GenerationRequested.type, body, { persistent: true, correlationId }, (error) =>
        error ? reject(error as Error) : resolve(),
      ),
    );
    return correlationId;
  };
  return { row: emptyRow('bare amqplib'), place, process, clock, submit, seconds };
}

const emptyRow = (subject: WorkflowRow['subject']): WorkflowRow => ({
  subject,
  p50: [],
  p99: [],
  accepted: [],
  rate: [],
  rateP99: [],
  atOnce: 0,
  processor: [],
});

/** One run: milliseconds until accepted, and from then to the end. A run that ended before we heard that it was accepted took none. */
async function oneRun({ submit, clock }: Subject): Promise<{ accepted: number; took: number }> {
  const begun = performance.now();
  const id = await submit();
  const accepted = performance.now();
  return { accepted: accepted - begun, took: Math.max(0, (await clock.endOf(id)) - accepted) };
}

/** Open loop: a run begins every 200 ms, however long the others take. */
async function steady(subject: Subject): Promise<void> {
  const runs: ReturnType<typeof oneRun>[] = [];
  const begun = performance.now();
  for (let at = 0; at < subject.seconds * PER_SECOND; at += 1) {
    await pause(Math.max(0, begun + (at * 1_000) / PER_SECOND - performance.now()));
    runs.push(oneRun(subject));
  }
  const done = await Promise.all(runs);
  const took = done.map((one) => one.took);
  subject.row.p50.push(median(took));
  subject.row.p99.push(quantile(took, 0.99));
  subject.row.accepted.push(median(done.map((one) => one.accepted)));
}

/** Closed loop: always `atOnce` runs under way. */
async function closedLoop(subject: Subject, atOnce: number, seconds: number) {
  const begun = performance.now();
  const took: number[] = [];
  const lane = async () => {
    while (performance.now() - begun < seconds * 1_000) took.push((await oneRun(subject)).took);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { rate: (took.length * 1_000) / (performance.now() - begun), p99: quantile(took, 0.99) };
}

/** Finds the knee: the last step that still gained a tenth. */
async function climb(subject: Subject): Promise<void> {
  let best = 0;
  for (const atOnce of STEPS) {
    const { rate } = await closedLoop(subject, atOnce, STEP_SECONDS);
    if (rate < best * WORTH_IT) return;
    best = rate;
    subject.row.atOnce = atOnce;
  }
}

async function plateau(subject: Subject): Promise<void> {
  const { row, process } = subject;
  const seconds = row.subject === 'mesh' ? PLATEAU_SECONDS : PLATEAU_SECONDS / 2;
  const [begun, before] = [performance.now(), processorSeconds(process.pid)];
  const { rate, p99 } = await closedLoop(subject, row.atOnce, seconds);
  const runs = (rate * (performance.now() - begun)) / 1_000;
  row.rate.push(rate);
  row.rateP99.push(p99);
  row.processor.push(((processorSeconds(process.pid) - before) * 1_000) / runs);
}

/** The rows as a Markdown table, the mesh's with its ratio to the floor. */
export function toMarkdown(rows: readonly WorkflowRow[]): string {
  const floor = rows.find(({ subject }) => subject === 'bare amqplib')!;
  const cell = (row: WorkflowRow, key: 'p50' | 'p99' | 'accepted' | 'rate' | 'rateP99' | 'processor') => {
    const times = median(row[key]) / median(floor[key]);
    return `${spread(row[key])}${row === floor ? '' : `, ${times < 1 ? times.toFixed(2) : times.toFixed(1)}×`}`;
  };
  return [
    `One run is ${DELIVERIES} deliveries, ${IN_A_ROW} hops in a row; ${TEXT_PATH.length} services in one process.`,
    '',
    '| what | accepted after, ms | p50 at 5/s, ms | p99 at 5/s, ms | highest rate, runs/s | at once | p99 at that rate, ms | processor per run, ms |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.subject} | ${cell(row, 'accepted')} | ${cell(row, 'p50')} | ${cell(row, 'p99')} | ${cell(row, 'rate')} | ${row.atOnce} | ${cell(row, 'rateP99')} | ${cell(row, 'processor')} |`,
    ),
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(toMarkdown(await run(...argv.slice(2).map(Number))));

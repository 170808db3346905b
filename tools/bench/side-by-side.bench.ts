/**
 * One workflow of twelve steps, run by our own libraries and by what else a Node project would take for it, in turns.
 * After a build: node dist/tools/bench/side-by-side.bench.js [--rounds 5] [--seconds 20] [--kills 3] [--only polyreel,amqplib] [--parts speed,scheduling,kill]
 */
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { verdict } from './markdown.js';
import { median } from './measures.js';
import type { Account } from './side-by-side/oracle.js';
import { BenchServers } from './servers/bench-servers.js';
import { emptySpeed, type Loops, measureSpeed, type SpeedRow } from './side-by-side/speed.js';
import { FLOOR, OURS, type Subject, SUBJECTS } from './side-by-side/subjects.js';
import { measureSurvival } from './side-by-side/survival.js';
import { medianOf, promises, speeds, survivals } from './side-by-side/tables.js';

const WORK_MS = 20;
const CLOSED_SHARE = 0.4;
const SLOWEST_TO_FLOOR = 3;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    kills: { type: 'string', default: '3' },
    only: { type: 'string', default: SUBJECTS.map(({ name }) => name).join() },
    parts: { type: 'string', default: 'speed,scheduling,kill' },
  },
});

interface Running {
  readonly subject: Subject;
  readonly overhead: SpeedRow;
  readonly scheduling: SpeedRow;
  readonly accounts: Account[];
}

/** All subjects take turns in every round, so that a busy machine slows all alike; each has a process that lives for its turn alone. */
export async function run(): Promise<string> {
  const only = options.only.split(',');
  const parts = options.parts.split(',');
  const openSeconds = Number(options.seconds);
  const loops = (workMs: number): Loops => ({ workMs, closedSeconds: openSeconds * CLOSED_SHARE, openSeconds });
  const all = SUBJECTS.filter(({ name }) => only.includes(name)).map((subject): Running => ({
    subject,
    overhead: emptySpeed(),
    scheduling: emptySpeed(),
    accounts: [],
  }));
  const servers = await BenchServers.start();
  try {
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      for (const { subject, overhead, scheduling } of all) {
        console.error(`round ${round}: ${subject.name}`);
        if (parts.includes('speed')) await measureSpeed(overhead, subject, servers, loops(0));
        if (parts.includes('scheduling')) await measureSpeed(scheduling, subject, servers, loops(WORK_MS));
      }
    }
    for (let kill = 1; parts.includes('kill') && kill <= Number(options.kills); kill += 1) {
      for (const { subject, accounts } of all) {
        console.error(`kill ${kill}: ${subject.name}`);
        accounts.push(await measureSurvival(subject, servers));
      }
    }
    return toMarkdown(all);
  } finally {
    await servers.stop();
  }
}

function toMarkdown(all: readonly Running[]): string {
  const measured = (key: 'overhead' | 'scheduling') =>
    all.filter((one) => one[key].rate.length > 0).map((one) => [one.subject, one[key]] as const);
  const killed = all.filter(({ accounts }) => accounts.length > 0).map(({ subject, accounts }) => [subject, accounts] as const);
  return [
    promises(all.map(({ subject }) => subject)),
    ...part('Handlers that do nothing: what remains is overhead.', measured('overhead'), speeds),
    ...part(`Handlers that sleep for ${WORK_MS} ms: what a run takes beyond 140 ms is waiting.`, measured('scheduling'), speeds),
    ...part(
      'The process is killed (SIGKILL) at half time and another takes its place; what happened is counted outside of the peer.',
      killed,
      survivals,
    ),
    ...verdicts(all),
  ].join('\n\n');
}

const part = <Row>(says: string, rows: readonly Row[], draw: (rows: readonly Row[]) => string): string[] =>
  rows.length > 0 ? [says, draw(rows)] : [];

function verdicts(all: readonly Running[]): string[] {
  const find = (name: string) => all.find(({ subject, overhead }) => subject.name === name && overhead.rate.length > 0);
  const [ours, floor, durable] = [find(OURS), find(FLOOR), find('bullmq-always')];
  const said: string[] = [];
  if (ours && durable)
    said.push(
      verdict(
        median(ours.overhead.rate) > median(durable.overhead.rate),
        `Polyreel runs more workflows per second (${medianOf(ours.overhead.rate, 0)}) than BullMQ flows with every command on the disk (${medianOf(durable.overhead.rate, 0)}).`,
      ),
    );
  if (ours && floor) {
    const times = median(ours.overhead.p99) / median(floor.overhead.p99);
    said.push(
      verdict(
        times <= SLOWEST_TO_FLOOR,
        `its p99 at 5 runs per second is at most ${SLOWEST_TO_FLOOR} times that of bare amqplib on quorum queues (${times.toFixed(1)} times).`,
      ),
    );
  }
  const accounts = all.find(({ subject }) => subject.name === OURS)?.accounts ?? [];
  if (accounts.length > 0)
    said.push(
      verdict(
        accounts.every(({ lost, askedAgain }) => lost === 0 && askedAgain === 0),
        'a kill of its process loses no run and takes none on twice from the same outcome.',
      ),
    );
  return said.length > 0 ? [said.join('\n')] : [];
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(await run());

/**
 * One workflow of twelve steps, run by our own libraries and by what else a Node project would take for it, in turns.
 * After a build: node dist/tools/bench/side-by-side.bench.js [--rounds 5] [--seconds 20] [--kills 3] [--only polyreel,amqplib]
 * [--parts speed,scheduling,kill] [--resume]
 */
import { writeFileSync } from 'node:fs';
import { release as kernel } from 'node:os';
import { argv, versions } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { BenchServers } from './servers/bench-servers.js';
import { type Measured, Notebook } from './side-by-side/notebook.js';
import { type Loops, measureSpeed, note } from './side-by-side/speed.js';
import { type Subject, SUBJECTS } from './side-by-side/subjects.js';
import { measureSurvival } from './side-by-side/survival.js';
import { promises, speeds, survivals } from './side-by-side/tables.js';
import { verdicts } from './side-by-side/verdicts.js';

const WORK_MS = 20;
const CLOSED_SHARE = 0.4;
/** What has been measured, to go on with, and the table that comes of it so far. */
const [FIGURES, TABLE] = ['.data/bench/side-by-side.json', '.data/bench/side-by-side.md'];

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    kills: { type: 'string', default: '3' },
    only: { type: 'string', default: SUBJECTS.map(({ name }) => name).join() },
    parts: { type: 'string', default: 'speed,scheduling,kill' },
    /** Goes on where the last one was broken off, with the rounds that are missing. */
    resume: { type: 'boolean', default: false },
  },
});

type Subjects = readonly (readonly [Subject, Measured])[];

/**
 * All subjects take turns in every round, so that a busy machine slows all alike; each has a process that lives for its turn alone.
 * After every turn its figures are kept, and the table is written anew.
 */
export async function run(): Promise<string> {
  const only = options.only.split(',');
  const parts = options.parts.split(',');
  const openSeconds = Number(options.seconds);
  const loops = (workMs: number): Loops => ({ workMs, closedSeconds: openSeconds * CLOSED_SHARE, openSeconds });
  const notebook = Notebook.open(FIGURES, { seconds: openSeconds, node: versions.node, kernel: kernel() }, options.resume);
  const all: Subjects = SUBJECTS.filter(({ name }) => only.includes(name)).map((subject) => [subject, notebook.of(subject.name)]);
  const kept = () => {
    notebook.keep();
    writeFileSync(TABLE, `${toMarkdown(all)}\n`);
  };
  kept();
  const servers = await BenchServers.start();
  try {
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      for (const [subject, { overhead, scheduling }] of all) {
        for (const [part, row, workMs] of [['speed', overhead, 0] as const, ['scheduling', scheduling, WORK_MS] as const]) {
          if (!parts.includes(part) || row.rate.length >= round) continue;
          console.error(`round ${round}: ${subject.name}, ${part}`);
          note(row, await measureSpeed(subject, servers, loops(workMs)));
          kept();
        }
      }
    }
    for (let kill = 1; parts.includes('kill') && kill <= Number(options.kills); kill += 1) {
      for (const [subject, { accounts }] of all.filter(([, measured]) => measured.accounts.length < kill)) {
        console.error(`kill ${kill}: ${subject.name}`);
        accounts.push(await measureSurvival(subject, servers));
        kept();
      }
    }
    return toMarkdown(all);
  } finally {
    await servers.stop();
  }
}

function toMarkdown(all: Subjects): string {
  const measured = (key: 'overhead' | 'scheduling') =>
    all.filter(([, one]) => one[key].rate.length > 0).map(([subject, one]) => [subject, one[key]] as const);
  const killed = all.filter(([, { accounts }]) => accounts.length > 0).map(([subject, { accounts }]) => [subject, accounts] as const);
  return [
    promises(all.map(([subject]) => subject)),
    ...part('Handlers that do nothing: what remains is overhead.', measured('overhead'), speeds),
    ...part(`Handlers that sleep for ${WORK_MS} ms: what a run takes beyond 140 ms is waiting.`, measured('scheduling'), speeds),
    ...part(
      'The process is killed (SIGKILL) at half time and another takes its place; what happened is counted outside of the peer.',
      killed,
      survivals,
    ),
    ...verdicts((name) => all.find(([subject]) => subject.name === name)?.[1]),
  ].join('\n\n');
}

const part = <Row>(says: string, rows: readonly Row[], draw: (rows: readonly Row[]) => string): string[] =>
  rows.length > 0 ? [says, draw(rows)] : [];

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(await run());

/**
 * The mesh in one process: how long it takes from spawn to every service's /ready and how much memory it holds, beside bare Nest
 * applications that do nothing. After a build: node dist/tools/bench/mesh.bench.js [rounds]
 */
import { type MeshPlace, meshPlace, MeshProcess } from '@polyreel/testing';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { builtServices } from '../start/services.js';
import { BARE_APPLICATIONS } from './bare-nest.js';
import { aboveThisClone } from './clone-ports.js';
import { median, processorSeconds, residentMegabytes, spread } from './measures.js';

/** One subject with what every round measured. */
export interface StartRow {
  subject: 'mesh' | 'bare Nest';
  services: number;
  /** `first`: queues and tables are made; `again`: they stand already. */
  start: 'first' | 'again';
  /** Spawn to the last /ready. */
  seconds: number[];
  /** Processor time used until then. */
  processor: number[];
  /** Resident memory once settled, in MB. */
  megabytes: number[];
}

const PORT_OFFSET = aboveThisClone(22_000);
const SETTLED_MS = 3_000;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every round starts both subjects twice on a place of their own, in turns, so that a busy machine slows both alike. */
export async function run(rounds = 3): Promise<StartRow[]> {
  const subjects = [
    { subject: 'mesh', script: here('../start/mesh.process.js'), services: builtServices(here('../../apps')).length },
    { subject: 'bare Nest', script: here('./bare-nest.process.js'), services: BARE_APPLICATIONS },
  ] as const;
  const rows = subjects.flatMap(({ subject, services }) =>
    (['first', 'again'] as const).map((start): StartRow => ({ subject, services, start, seconds: [], processor: [], megabytes: [] })),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const { subject, script, services } of subjects) {
      const place = await meshPlace(PORT_OFFSET);
      try {
        for (const row of rows.filter((one) => one.subject === subject)) await measure(row, script, services, place);
      } finally {
        await place.remove();
      }
    }
  }
  return rows;
}

async function measure(row: StartRow, script: string, services: number, { environment }: MeshPlace): Promise<void> {
  const mesh = new MeshProcess({ script, environment, services });
  try {
    const begun = performance.now();
    await mesh.start();
    row.seconds.push((performance.now() - begun) / 1_000);
    row.processor.push(processorSeconds(mesh.pid));
    await pause(SETTLED_MS);
    row.megabytes.push(residentMegabytes(mesh.pid));
  } finally {
    await mesh.stop();
  }
}

/** The rows as a Markdown table, each mesh row with its ratio to the floor. */
export function toMarkdown(rows: readonly StartRow[]): string {
  const floor = ({ start }: StartRow) => rows.find((row) => row.subject === 'bare Nest' && row.start === start)!;
  const cell = (row: StartRow, key: 'seconds' | 'processor' | 'megabytes', digits: number) => {
    const times = median(row[key]) / median(floor(row)[key]);
    return `${spread(row[key], digits)}${row.subject === 'mesh' ? `, ${times.toFixed(1)}×` : ''}`;
  };
  return [
    '| what | start | spawn to ready, s | processor until then, s | resident, MB |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.services} ${row.subject === 'mesh' ? 'services of the mesh' : 'bare Nest applications'} | ${row.start} | ${cell(row, 'seconds', 1)} | ${cell(row, 'processor', 1)} | ${cell(row, 'megabytes', 0)} |`,
    ),
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(toMarkdown(await run(argv[2] ? Number(argv[2]) : undefined)));

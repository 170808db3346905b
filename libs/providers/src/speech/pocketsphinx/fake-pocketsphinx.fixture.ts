import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SphinxModel } from './pocketsphinx.program.js';

/** What the stand-in does with a recording. */
export interface PocketSphinxActs {
  /** `red 0.100 0.400 0.900000`, a line for each word. */
  hears?: readonly string[];
  /** Instead of ending well, and in which of its two hearings. */
  dies?: { of: NodeJS.Signals | number; in: 'the first hearing' | 'the second hearing' };
}

/** Writes a program that is called, logs and prints as pocketsphinx_continuous does, and the one file of a model that is read besides. */
export async function fakePocketSphinx(folder: string, acts: PocketSphinxActs = {}): Promise<SphinxModel> {
  const program = join(folder, 'pocketsphinx_continuous');
  await mkdir(join(folder, 'model/en-us'), { recursive: true });
  await writeFile(join(folder, 'model/en-us/feat.params'), '-cmninit 40,3,-1\n-lowerf 130\n');
  await writeFile(
    program,
    `#!${process.execPath}\nconst acts = ${JSON.stringify(acts)};\nconst folder = ${JSON.stringify(folder)};\n(${main.toString()})(acts, folder, require('node:fs'));\n`,
  );
  await chmod(program, 0o755);
  return { program, model: join(folder, 'model') };
}

/** The arguments of each run so far, and how large the recording was that it was given. */
export async function runsOf({ program }: SphinxModel): Promise<{ args: string[]; bytes: number }[]> {
  const lines = (await readFile(`${program}.runs`, 'utf8').catch(() => '')).split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as { args: string[]; bytes: number });
}

/* eslint-disable-next-line @typescript-eslint/consistent-type-imports -- this is the text of another program */
function main({ hears = [], dies }: PocketSphinxActs, folder: string, fs: typeof import('node:fs')): void {
  const args = process.argv.slice(2);
  const after = (name: string) => args[args.indexOf(name) + 1]!;
  const hearing = args.includes('-featparams') ? 'the second hearing' : 'the first hearing';
  fs.appendFileSync(`${folder}/pocketsphinx_continuous.runs`, `${JSON.stringify({ args, bytes: fs.statSync(after('-infile')).size })}\n`);
  if (dies?.in === hearing) {
    if (typeof dies.of === 'number') process.exit(dies.of);
    process.kill(process.pid, dies.of);
    return;
  }
  fs.writeFileSync(
    after('-logfn'),
    'INFO: cmn_live.c(120): Update from < 40.00  3.00 -1.00 >\nINFO: cmn_live.c(138): Update to   < 51.20 -4.10  2.00 >\n',
  );
  if (hearing === 'the second hearing')
    process.stdout.write(
      [hears.map((line) => line.split(' ')[0]).join(' '), '<s> 0.000 0.090 1.000000', ...hears, '</s> 9.000 9.090 1.000000', ''].join('\n'),
    );
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release as kernel, totalmem } from 'node:os';
import { join } from 'node:path';
import prettier from 'prettier';
import { setUp } from '../setup/set-up.js';
import { specEnvironment } from '../test/spec-environment.js';
import { withResult } from './benchmarks-page.js';

const SUFFIX = '.bench.js';
const WRITE = '--write';
const PAGE = 'docs/benchmarks.md';

/**
 * `npm run bench [-- names] [options]`: runs the benchmarks one after the other, each in a process of its own, beside a line that says
 * on what machine. With `--write` their tables go into docs/benchmarks.md too; other options are for the benchmarks themselves.
 */
export async function run(args: readonly string[]): Promise<number> {
  const root = process.cwd();
  const folder = join(root, 'dist/tools/bench');
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length));
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const names = firstOption < 0 ? args : args.slice(0, firstOption);
  const options = args.slice(names.length).filter((arg) => arg !== WRITE);
  const wanted = names.length > 0 ? all.filter((name) => names.includes(name)) : all;
  if (wanted.length === 0) {
    console.error(`There is no such benchmark. There are: ${all.join(', ')}.`);
    return 64;
  }
  const ready = await setUp({ root, realm: 'polyreel_test', say: (line) => console.error(line) });
  let failed = 0;
  try {
    const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${kernel()}`;
    console.log(machine);
    for (const name of wanted) {
      console.log(`\n## ${name}`);
      const child = spawn(process.execPath, [join(folder, name + SUFFIX), ...options], {
        env: { ...process.env, ...specEnvironment(root, ready) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        process.stdout.write(text);
      });
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) failed++;
      else if (args.includes(WRITE)) await write(join(root, PAGE), name, machine, said);
    }
  } finally {
    await ready.release();
  }
  return failed === 0 ? 0 : 1;
}

/** Formatted as the repository is, or the next check would complain of it. */
async function write(page: string, name: string, machine: string, said: string): Promise<void> {
  const text = withResult(readFileSync(page, 'utf8'), name, machine, said);
  writeFileSync(page, await prettier.format(text, { ...(await prettier.resolveConfig(page)), filepath: page }));
}

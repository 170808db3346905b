import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { cpus, release as kernel, totalmem } from 'node:os';
import { join } from 'node:path';
import { setUp } from '../setup/set-up.js';
import { specEnvironment } from '../test/spec-environment.js';

const SUFFIX = '.bench.js';

/** `npm run bench [-- names]`: runs the benchmarks one after the other, each in a process of its own, beside a line that says on what machine. */
export async function run(args: readonly string[]): Promise<number> {
  const root = process.cwd();
  const folder = join(root, 'dist/tools/bench');
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length));
  const wanted = args.length > 0 ? all.filter((name) => args.includes(name)) : all;
  if (wanted.length === 0) {
    console.error(`There is no such benchmark. There are: ${all.join(', ')}.`);
    return 64;
  }
  const ready = await setUp({ root, realm: 'polyreel_test', say: (line) => console.error(line) });
  let failed = 0;
  try {
    console.log(
      `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${kernel()}`,
    );
    for (const name of wanted) {
      console.log(`\n## ${name}`);
      const child = spawn(process.execPath, [join(folder, name + SUFFIX)], {
        env: { ...process.env, ...specEnvironment(root, ready) },
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) failed++;
    }
  } finally {
    await ready.release();
  }
  return failed === 0 ? 0 : 1;
}

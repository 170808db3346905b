/** Builds the whole tree with SWC into dist/, and only where something changed since. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['apps', 'libs', 'tools'];
const SETTINGS = ['.swcrc', 'package.json', 'tsconfig.base.json'];
const STAMP = 'built-from';

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** A fingerprint of every source: path, size and time of change. Reading the contents would cost more than the build is worth. */
export function fingerprint(root) {
  const hash = createHash('sha256');
  const paths = [...SOURCES.flatMap((folder) => [...filesUnder(join(root, folder))]), ...SETTINGS.map((name) => join(root, name))];
  for (const path of paths.sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Builds beside dist/ (at the same depth, or the source maps would point astray) and then swaps, so that a failed build leaves the last good one. Gives the seconds it took, or nothing. */
export function buildIfStale(root, { force = false } = {}) {
  const stamp = join(root, 'dist', STAMP);
  const now = fingerprint(root);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return undefined;
  const started = performance.now();
  const next = join(root, `dist-${process.pid}`);
  rmSync(next, { recursive: true, force: true });
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [swc, ...SOURCES, '-d', next, '--copy-files', '--quiet'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    rmSync(next, { recursive: true, force: true });
    throw Object.assign(new Error(`The build failed.\n${stdout}${stderr.split('Stack backtrace')[0]}`), {
      code: 'build_failed',
      hint: '',
      exitCode: 70,
    });
  }
  writeFileSync(join(next, STAMP), now);
  swap(next, join(root, 'dist'));
  return { seconds: (performance.now() - started) / 1000 };
}

function swap(next, dist) {
  const old = `${next}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

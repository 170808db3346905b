import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { isAlive } from './private-services.js';
import { until } from './until.js';

/** Longer than the longest set-up: a first install of every package over a slow line. */
const PATIENCE_MS = 20 * 60_000;

/** Does the work while no other process of this clone does the same. A lock whose holder died is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  if (!(await until(() => take(file), PATIENCE_MS)))
    throw new Error(`another set-up has been running for too long; if it has not, remove ${file}`);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(file, 'utf8'));
    // An empty file is one that its holder is about to write.
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  }
}

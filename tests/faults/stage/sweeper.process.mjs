/**
 * Outlives the suite for a moment, whatever ends it. Told a folder, it waits until its standard input closes, which it does when the suite
 * ends or dies, and then ends every process whose id lies in <folder>/pids, unmounts what is mounted below the folder and removes it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
// The terminal's Ctrl-C is for the suite: somebody has to be left to tidy up.
process
  .on('SIGINT', () => undefined)
  .on('SIGTERM', () => undefined)
  .on('SIGHUP', () => undefined);

function end(pid) {
  // Every process leads a group of its own: the broker is a shell script and what it became.
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

function sweep() {
  const pids = join(folder, 'pids');
  for (const name of existsSync(pids) ? readdirSync(pids) : []) {
    const pid = Number(readFileSync(join(pids, name), 'utf8'));
    if (pid > 1) end(pid);
  }
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((path) => path.startsWith(`${folder}/`))) spawnSync('umount', ['-l', mount]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(0);
}

process.stdin.on('end', sweep).on('close', sweep).resume();

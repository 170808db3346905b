import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SWEEPER = fileURLToPath(new URL('./sweeper.process.mjs', import.meta.url));

/** The folder of one stage and every process that stands on it. However the suite ends, nothing of either is left. */
export class Roster {
  private constructor(
    readonly folder: string,
    private readonly sweeper: ChildProcess,
  ) {}

  static async begin(): Promise<Roster> {
    const folder = await mkdtemp(join(tmpdir(), 'polyreel-faults-'));
    // PostgreSQL runs as another user and has to reach its own folder inside.
    await chmod(folder, 0o711);
    mkdirSync(join(folder, 'pids'));
    // Whoever runs the suite has gone without a word: there is nobody to play for, and the sweeper tidies up once we are gone too.
    process.once('disconnect', () => process.exit(1));
    const sweeper = spawn(process.execPath, [SWEEPER, folder], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
    return new Roster(folder, sweeper);
  }

  /** Starts a process in a group of its own and writes its id down. */
  spawn(name: string, file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(file, args, { ...options, detached: true });
    if (child.pid === undefined) throw new Error(`${file} could not be started`);
    const pidFile = join(this.folder, 'pids', name);
    writeFileSync(pidFile, String(child.pid));
    child.once('exit', () => rmSync(pidFile, { force: true }));
    return child;
  }

  /** Ends every process and removes the folder. */
  async end(): Promise<void> {
    const swept = once(this.sweeper, 'exit');
    this.sweeper.stdin!.end();
    await swept;
  }
}

/** Sends a signal to a process and all that belong to it; answers false where there is none any more. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

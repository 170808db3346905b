import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A process that held this long has recovered: the next fall starts from the shortest pause again. */
const STEADY_MS = 60_000;
/** Longer than the longest handler may hold a message, so that a drain is never cut short. */
const STOP_TIMEOUT_MS = 75_000;

export interface Supervision {
  readonly name: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told every line that the process writes. */
  readonly onLine: (line: string, name: string) => void;
}

/** The pause before the n-th restart in a row (from 1), in milliseconds: doubling, and never longer than half a minute. */
export const pauseBefore = (restart: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (restart - 1), LONGEST_PAUSE_MS);

/** A process that is started again when it falls, until it is asked to stop. */
export class SupervisedProcess {
  private child?: ChildProcess;
  private stopping = false;
  private restarts = 0;
  private timer?: NodeJS.Timeout;

  constructor(private readonly supervision: Supervision) {}

  start(): void {
    const { script, environment, name } = this.supervision;
    const preload = fileURLToPath(new URL('./leave-with-parent.js', import.meta.url));
    const startedAt = performance.now();
    // Detached: Ctrl-C in the terminal goes to the launcher alone, which then asks each process once.
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, script], {
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => this.supervision.onLine(line, name));
    child.once('error', (error) => this.supervision.onLine(`could not be started: ${error.message}`, name));
    child.once('close', (code, signal) => {
      if (this.stopping) return;
      if (performance.now() - startedAt > STEADY_MS) this.restarts = 0;
      const pause = pauseBefore(++this.restarts);
      this.supervision.onLine(`ended with ${signal ?? `exit code ${code}`}; starts again in ${pause / 1000} s`, name);
      this.timer = setTimeout(() => this.start(), pause);
    });
  }

  /** How often it fell since it last held. */
  get falls(): number {
    return this.restarts;
  }

  /** Asks it to finish what it has and waits; ends it by force only where it takes longer than any handler may. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.kill('SIGTERM');
    await once(child, 'close');
    clearTimeout(force);
  }
}

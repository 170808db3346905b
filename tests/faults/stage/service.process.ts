import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type Roster, signal } from './roster.js';

const READY_MS = 90_000;
const LOOK_EVERY_MS = 100;
/** A supervisor's pause before it starts a fallen process again. */
const RESTART_PAUSE_MS = 500;

export type Ending = { readonly pid: number; readonly how: string; /** Whether the suite itself ended it. */ readonly meant: boolean };

export interface ServiceProcessOptions {
  readonly name: string;
  readonly main: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly roster: Roster;
  /** Where its log goes. */
  readonly logFile: string;
  readonly onEnding: (ending: Ending) => void;
  readonly onLine: (line: Record<string, unknown>) => void;
}

/** One service as a process of its own, started again when it falls, as any supervisor would. */
export class ServiceProcess {
  private child?: ChildProcess;
  private readonly log: WriteStream;
  private wanted = false;
  private extra: Readonly<Record<string, string>> = {};

  constructor(private readonly options: ServiceProcessOptions) {
    this.log = createWriteStream(options.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.options.name;
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.name} does not run`);
    return this.child.pid;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it before it is ready; with these variables beside its own, which it keeps until it is given others. */
  start(extra = this.extra): void {
    this.extra = extra;
    this.wanted = true;
    const { name, main, environment, roster } = this.options;
    const child = roster.spawn(name, process.execPath, ['--enable-source-maps', main], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment, ...this.extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout!, child.stderr!]) createInterface({ input: stream }).on('line', (line) => this.hear(line));
    child.once('exit', (code, by) => {
      const meant = !this.wanted;
      this.options.onEnding({ pid: child.pid!, how: by ?? `exit code ${code}`, meant });
      if (!meant) setTimeout(() => this.wanted && this.start(), RESTART_PAUSE_MS);
    });
  }

  async ready(): Promise<void> {
    const until = Date.now() + READY_MS;
    while (!(await this.isReady())) {
      if (Date.now() > until) throw new Error(`${this.name} is not ready after ${READY_MS} ms: see ${this.options.logFile}`);
      await pause(LOOK_EVERY_MS);
    }
  }

  isReady(): Promise<boolean> {
    return fetch(`${this.url}/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Ends it and keeps it down until the next start(). */
  async end(how: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    this.wanted = false;
    const { child } = this;
    if (!child || !this.running) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    signal(child.pid!, how);
    await gone;
    return child.exitCode;
  }

  /** Stops the clock of its process, or lets it go on. */
  freeze(): void {
    signal(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    signal(this.pid, 'SIGCONT');
  }

  private hear(line: string): void {
    this.log.write(`${line}\n`);
    if (line.startsWith('{')) this.options.onLine(JSON.parse(line) as Record<string, unknown>);
  }
}

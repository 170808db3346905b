import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Urls } from '../servers/bench-servers.js';
import { serviceEnvironment } from '../servers/service-environment.js';

export type Part = 'orchestrator' | 'performer';

export interface MemberSettings {
  readonly urls: Urls;
  /** The file in which it keeps account of what happens. */
  readonly oracle: string;
  /** Runs that an orchestrator begins per second, however long the others take. */
  readonly perSecond: number;
}

/** One service in a process of its own, with a load that it makes itself. */
export class Member {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves once the service answers. */
  static async start(part: Part, settings: MemberSettings): Promise<Member> {
    const script = fileURLToPath(new URL(`./${part}.process.js`, import.meta.url));
    // What a service says of servers that are away is to be expected, and there is much of it.
    const env = { ...serviceEnvironment(settings.urls), LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent' };
    const child = fork(script, [JSON.stringify(settings)], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ready = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => undefined)]);
    if (!ready) throw new Error(`the ${part} ended before it was ready`);
    return new Member(child);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Begins no more runs, and goes on with those there are. */
  rest(): void {
    this.child.send('rest');
  }

  /** Ends it without a word, as a power switch would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}

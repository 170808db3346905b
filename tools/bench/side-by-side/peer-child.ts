import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { serviceEnvironment } from '../servers/service-environment.js';
import type { FlowHost } from './peer.js';

/** What a peer's process is told to do. */
export type Order =
  | { kind: 'warm'; runs: number; seconds: number }
  | { kind: 'closed'; seconds: number }
  | { kind: 'open'; perSecond: number; seconds: number }
  | { kind: 'stop' };

/** What it answers. */
export type Answer =
  | { kind: 'ready' | 'warm' | 'stop' }
  | { kind: 'closed'; runs: number; seconds: number; processorMs: number; residentMegabytes: number }
  | { kind: 'open'; milliseconds: number[] };

type AnswerTo<Kind> = Extract<Answer, { kind: Kind }>;

export interface PeerSettings {
  urls: FlowHost['urls'];
  atOnce: number;
  workMs: number;
  /** Where it keeps account of what happens, for the kill. */
  oracle?: string;
}

const SCRIPT = fileURLToPath(new URL('./peer.process.js', import.meta.url));
/** Longer than any order takes: a peer that is silent this long will not speak again. */
const PATIENCE_MS = 180_000;

/** The process of one peer. */
export class PeerChild {
  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {}

  /** Resolves once the peer can take runs. */
  static async start(name: string, settings: PeerSettings): Promise<PeerChild> {
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
    const env = serviceEnvironment(settings.urls);
    const child = fork(SCRIPT, [name, JSON.stringify(settings)], { env, stdio: [...stdio] });
    const peer = new PeerChild(name, child);
    await peer.answer('ready');
    return peer;
  }

  async do<Kind extends Order['kind']>(order: Extract<Order, { kind: Kind }>): Promise<AnswerTo<Kind>> {
    this.child.send(order);
    return (await this.answer(order.kind)) as AnswerTo<Kind>;
  }

  /** Tells it to do something that nobody waits for, as it will be killed meanwhile. */
  begin(order: Order): void {
    this.child.send(order);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }

  private answer(kind: Answer['kind']): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(late);
        this.child.off('message', told).off('exit', gone);
        act();
      };
      const told = (answer: Answer) => answer.kind === kind && settle(() => resolve(answer));
      const gone = (code: number | null) => settle(() => reject(new Error(`${this.name} ended with ${code} before it said "${kind}"`)));
      const late = setTimeout(
        () => settle(() => reject(new Error(`${this.name} has not said "${kind}" within ${PATIENCE_MS} ms`))),
        PATIENCE_MS,
      );
      this.child.on('message', told).on('exit', gone);
    });
  }
}

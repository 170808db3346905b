import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

export type Way = 'toServer' | 'toService';

export interface Hold {
  /** Only connections that introduce themselves by this name; a broker's client sends one. Unset: all, and those to come. */
  readonly named?: string;
}

/** How much of a connection's beginning is searched for the name by which its client introduces itself. */
const INTRODUCTION_BYTES = 4_096;

/**
 * The way from one service to one server, as a TCP proxy that can be slow, swallow what goes one way or both, or break.
 * A held way does not lose the connection: what is sent into it waits, as it would behind a router that drops packets.
 */
export class Door {
  private readonly passages = new Set<Passage>();
  private readonly held = new Map<Way, Hold>();
  private delayMs = 0;
  private server?: Server;

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  async open(): Promise<void> {
    this.server = createServer((service) => this.admit(service)).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** The server's own address, but through this door. */
  urlFor(server: string): string {
    const url = new URL(server);
    url.hostname = '127.0.0.1';
    url.port = String((this.server!.address() as AddressInfo).port);
    return url.href;
  }

  /** From now on nothing passes this way. */
  hold(way: Way, hold: Hold = {}): void {
    this.held.set(way, hold);
    for (const passage of this.passages) this.settle(passage);
  }

  /** What waited goes on, and everything after it. */
  release(): void {
    this.held.clear();
    for (const passage of this.passages) this.settle(passage);
  }

  /** Everything takes this much longer, each way. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** Breaks every connection; what waited in them is lost. New ones are let in. */
  cut(): void {
    for (const passage of this.passages) passage.break();
  }

  close(): void {
    this.server?.close();
    this.cut();
  }

  private admit(service: Socket): void {
    const passage = new Passage(service, createConnection({ ...this.target, noDelay: true }), () => this.delayMs);
    this.passages.add(passage);
    passage.onIntroduction = () => this.settle(passage);
    passage.onEnd = () => this.passages.delete(passage);
    this.settle(passage);
  }

  private settle(passage: Passage): void {
    for (const way of ['toServer', 'toService'] as const) {
      const hold = this.held.get(way);
      const applies = hold !== undefined && (hold.named === undefined || passage.introduction.includes(hold.named));
      passage.halt(way, applies);
    }
  }
}

/** One connection through a door. */
class Passage {
  introduction = '';
  onIntroduction: () => void = () => undefined;
  onEnd: () => void = () => undefined;
  private readonly halted: Record<Way, boolean> = { toServer: false, toService: false };

  constructor(
    private readonly service: Socket,
    private readonly server: Socket,
    private readonly delayMs: () => number,
  ) {
    service.setNoDelay(true);
    this.carry('toServer', service, server);
    this.carry('toService', server, service);
  }

  halt(way: Way, halted: boolean): void {
    this.halted[way] = halted;
    const from = way === 'toServer' ? this.service : this.server;
    if (halted) from.pause();
    else from.resume();
  }

  break(): void {
    this.service.resetAndDestroy();
    this.server.resetAndDestroy();
  }

  private carry(way: Way, from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      if (way === 'toServer' && this.introduction.length < INTRODUCTION_BYTES) {
        this.introduction += chunk.toString('latin1');
        this.onIntroduction();
      }
      const pass = () => {
        if (!to.write(chunk)) from.pause();
      };
      if (this.delayMs() > 0) setTimeout(pass, this.delayMs());
      else pass();
    });
    to.on('drain', () => {
      if (!this.halted[way]) from.resume();
    });
    from.on('error', () => this.break());
    from.on('end', () => to.end());
    from.on('close', () => {
      to.destroy();
      this.onEnd();
    });
  }
}

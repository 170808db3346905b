import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from './logger.js';

/** Does something again and again, never twice at once, until it is stopped. A failure is logged and does not end it. */
export class Cadence {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = true;
  /** Turns belong to nobody: one that was asked for inside a transaction must not run in it. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.stopped = false;
    this.schedule(this.everyMs);
  }

  /** Does not wait for the next turn. */
  now(): void {
    if (!this.stopped) this.schedule(0);
  }

  /** Resolves when the turn that runs now has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = this.outside(() =>
      setTimeout(() => {
        this.running = this.running.then(() => this.turn());
      }, delayMs),
    );
  }

  private async turn(): Promise<void> {
    if (this.stopped) return;
    try {
      await this.work();
    } catch (error) {
      this.log.warn({ err: error }, 'a recurring piece of work failed and will be tried again');
    }
    if (!this.stopped) this.schedule(this.everyMs);
  }
}

import { BrokerUnavailable } from './transport.js';

/**
 * How much may be on its way to the broker at once. 200 unconfirmed messages give nearly all the throughput there is (reference/messaging.md
 * 4.2); what waits behind them is bounded in bytes, so that a broker that is down costs time and never memory.
 */
export class PublishWindow {
  private inFlight = 0;
  private waitingBytes = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly messages = 200,
    private readonly maxWaitingBytes = 32 * 1024 * 1024,
  ) {}

  /** Runs `send` when there is room; rejects at once where too much waits, and after `timeoutMs` where no room appears. */
  async run<T>(bytes: number, timeoutMs: number, send: () => Promise<T>): Promise<T> {
    await this.enter(bytes, timeoutMs);
    try {
      return await send();
    } finally {
      this.leave();
    }
  }

  private enter(bytes: number, timeoutMs: number): Promise<void> {
    if (this.inFlight < this.messages) {
      this.inFlight++;
      return Promise.resolve();
    }
    if (this.waitingBytes + bytes > this.maxWaitingBytes)
      return Promise.reject(new BrokerUnavailable(`${this.waitingBytes} bytes already wait for the broker`));
    this.waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        this.waitingBytes -= bytes;
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        this.waitingBytes -= bytes;
        reject(new BrokerUnavailable(`no room to publish within ${timeoutMs} ms`));
      }, timeoutMs);
      this.waiting.push(enter);
    });
  }

  /** Whoever waits takes the place over, so the number in flight stays. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inFlight--;
  }
}

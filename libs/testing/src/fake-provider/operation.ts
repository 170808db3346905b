import type { ProviderLedger } from './provider-ledger.js';
import type { Fate, ProviderName, TakeKind } from './rule.js';

export type OperationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** A piece of work as it was asked for. */
export interface Order {
  id: string;
  provider: ProviderName;
  kind: TakeKind;
  key?: string;
  /** Exactly what the caller sent. */
  request: Record<string, unknown>;
  fate: Fate;
  costUsd: number;
  /** ComfyUI's: the node that saves the take. */
  outputNode?: string;
  width: number;
  height: number;
  seconds: number;
}

/** A piece of work inside the fake provider: it waits, runs and ends by its fate, and every step is in the ledger. */
export class Operation {
  status: OperationStatus = 'queued';
  readonly createdAt = new Date();
  startedAt?: Date;
  endedAt?: Date;
  /** Called once it has ended. */
  onEnd: () => void = () => undefined;
  private timer?: NodeJS.Timeout;
  private deadline?: NodeJS.Timeout;

  constructor(
    readonly order: Order,
    private readonly ledger: ProviderLedger,
  ) {
    this.note('accepted');
    this.after(order.fate.queueMs, () => this.start());
  }

  get ended(): boolean {
    return this.endedAt !== undefined;
  }

  get refused(): boolean {
    return this.order.fate.outcome === 'content_blocked';
  }

  /** What began to run is billed, whatever becomes of it. */
  get billed(): boolean {
    return this.startedAt !== undefined;
  }

  /** Lets work that is held come to its end. */
  release(): void {
    if (this.status === 'running') this.end(this.order.fate.outcome === 'succeeded' ? 'succeeded' : 'failed');
    else this.order.fate.held = false;
  }

  cancel(): boolean {
    if (this.ended) return false;
    this.note('cancelled', { detail: this.order.fate.ignoresCancel ? 'ignored' : this.billed ? 'billed' : 'not billed' });
    if (!this.order.fate.ignoresCancel) this.end('cancelled');
    return true;
  }

  /** Stops it when it has not ended until then, as a deadline that the caller set. */
  expireAfter(ms: number): void {
    this.deadline = setTimeout(() => this.cancel(), ms);
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.deadline);
  }

  private start(): void {
    this.status = 'running';
    this.startedAt = new Date();
    this.note('executed', { costUsd: this.order.costUsd });
    if (!this.order.fate.held) this.after(this.order.fate.runMs, () => this.release());
  }

  private end(status: OperationStatus): void {
    this.dispose();
    this.status = status;
    this.endedAt = new Date();
    this.note('finished', { detail: status });
    this.onEnd();
  }

  private after(ms: number, step: () => void): void {
    if (ms === 0) return step();
    this.timer = setTimeout(step, ms);
  }

  private note(event: 'accepted' | 'executed' | 'cancelled' | 'finished', more: { costUsd?: number; detail?: string } = {}): void {
    const { provider, kind, key, id: operationId } = this.order;
    this.ledger.write({ event, provider, kind, key, operationId, ...more });
  }
}

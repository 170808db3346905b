import { FakeProvider, type LedgerEntry } from '@polyreel/testing';
import { type ProviderEntry } from './history/history.js';

/** ComfyUI finds a lost call by its key; Replicate has no look-up; `both` asks ComfyUI first. */
export type ProviderChoice = 'comfyui' | 'replicate' | 'both';

/** Patience for a provider that works in milliseconds, so that a fault's length is not spent on waiting between questions. */
const PATIENCE = {
  PROVIDER_POLL_MS: '100',
  PROVIDER_POLL_LONGEST_MS: '500',
  PROVIDER_SETTLE_MS: '500',
  PROVIDER_BACKOFF_MS: '200',
  PROVIDER_ANSWER_TIMEOUT_MS: '2000',
};

/** A provider outside the mesh: a process of its own that keeps a ledger of its own and outlives whoever is killed. */
export class OutsideProvider {
  private constructor(
    readonly fake: FakeProvider,
    private readonly choose: ProviderChoice,
  ) {}

  static async begin(choose: ProviderChoice): Promise<OutsideProvider> {
    return new OutsideProvider(await FakeProvider.ownProcess(), choose);
  }

  /** What makes a service its customer. */
  get environment(): Record<string, string> {
    const { COMFYUI_URL, ...replicate } = this.fake.environment;
    const comfyui: Record<string, string> = COMFYUI_URL ? { COMFYUI_URL } : {};
    return { ...PATIENCE, ...(this.choose === 'replicate' ? {} : comfyui), ...(this.choose === 'comfyui' ? {} : replicate) };
  }

  /** Every time that it took work in and began it, which is what it bills. */
  readonly entries = (): ProviderEntry[] =>
    this.fake
      .ledger()
      .filter(({ event }) => event === 'executed')
      .map(({ key, event }) => ({ callKey: key ?? 'without a key', what: event, billable: true }));

  /** How often it was asked to begin work for a run, whatever came of it. */
  asked(run: string): LedgerEntry[] {
    return this.fake.ledger().filter(({ event, on, key }) => event === 'received' && on === 'submit' && key?.includes(run));
  }

  /** How often it began work for a run. */
  billed(run: string): number {
    return this.fake.billableCalls(run).length;
  }

  async end(): Promise<void> {
    await this.fake.stop();
  }
}

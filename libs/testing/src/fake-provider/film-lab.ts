import { runFfmpeg } from '@polyreel/media';
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Operation, type Order } from './operation.js';
import { ProviderLedger } from './provider-ledger.js';
import type { ProviderName } from './rule.js';

/** Where the fake provider's work is done: its ledger, its operations and the takes they make. */
export class FilmLab {
  readonly ledger: ProviderLedger;
  private readonly operations: Operation[] = [];
  private readonly takes = new Map<string, Promise<Buffer>>();

  constructor(private readonly folder: string) {
    this.ledger = new ProviderLedger(join(folder, 'provider-ledger.ndjson'));
  }

  /** Takes an order in; the ledger has it when this returns. */
  take(order: Order): Operation {
    const operation = new Operation(order, this.ledger);
    this.operations.push(operation);
    return operation;
  }

  /** The latest operation with this id. A provider that does not look at ids may have several. */
  find(provider: ProviderName, id: string): Operation | undefined {
    return this.all(provider).findLast(({ order }) => order.id === id);
  }

  all(provider: ProviderName): Operation[] {
    return this.operations.filter(({ order }) => order.provider === provider);
  }

  /** Lets held work come to its end: that of one key, or all. */
  release(key?: string): void {
    for (const operation of this.operations) if (!operation.ended && (!key || operation.order.key?.includes(key))) operation.release();
  }

  /** A small real picture or film of the asked size: a test card, made once. */
  async made({ kind, width, height, seconds }: Order): Promise<Buffer> {
    const name = kind === 'image' ? `${width}x${height}.png` : `${width}x${height}-${seconds}s.mp4`;
    const making =
      this.takes.get(name) ?? this.make(name, `testsrc2=size=${width}x${height}:rate=24:duration=${kind === 'image' ? 1 : seconds}`, kind);
    this.takes.set(name, making);
    return making;
  }

  dispose(): void {
    for (const operation of this.operations) operation.dispose();
  }

  private async make(name: string, card: string, kind: Order['kind']): Promise<Buffer> {
    const path = join(this.folder, name);
    if (!existsSync(path)) {
      const encoding = kind === 'image' ? ['-frames:v', '1'] : ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
      const half = join(this.folder, `half-${name}`);
      await runFfmpeg(['-f', 'lavfi', '-i', card, ...encoding, half]);
      await rename(half, path);
    }
    return readFile(path);
  }
}

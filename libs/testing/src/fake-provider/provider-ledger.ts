import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { CallKind, ProviderName, TakeKind } from './rule.js';

/**
 * received: a request came in. accepted: work was taken in. executed: it began to run, which is what costs. finished: it came to its end.
 * cancelled: it was told to stop. answered, withheld: what became of the HTTP answer. killed: a signal was sent to the caller.
 * called_back: the callback was delivered or refused.
 */
export type LedgerEvent =
  'received' | 'accepted' | 'executed' | 'finished' | 'cancelled' | 'answered' | 'withheld' | 'killed' | 'called_back';

export interface LedgerEntry {
  readonly at: string;
  readonly event: LedgerEvent;
  readonly provider: ProviderName;
  readonly on?: CallKind;
  readonly kind?: TakeKind;
  /** The caller's name for the unit of work. */
  readonly key?: string;
  readonly operationId?: string;
  readonly costUsd?: number;
  readonly status?: number;
  readonly detail?: string;
}

/** What the fake provider saw and did, one line each, on disk before anybody is answered. Nobody else writes it: it is the witness. */
export class ProviderLedger {
  constructor(readonly path: string) {}

  write(entry: Omit<LedgerEntry, 'at'>): void {
    appendFileSync(this.path, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
  }
}

/** Reads a ledger file, also while it is being written or when its provider is gone. */
export const readLedger = (path: string): LedgerEntry[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as LedgerEntry)
    : [];

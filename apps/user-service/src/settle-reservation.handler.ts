import { type DataOf, GenerationCompleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { CreditLedger } from './credit.ledger.js';

const CENTS = 100;

/** A film is finished: what it cost is paid out of what was reserved, and the rest comes back. */
@Handles(GenerationCompleted)
export class SettleReservation {
  constructor(private readonly ledger: CreditLedger) {}

  async handle({ generationId, costCredits, costUsd }: DataOf<typeof GenerationCompleted>) {
    await this.ledger.settle(generationId, costCredits ?? Math.ceil(costUsd * CENTS));
  }
}

import { type DataOf, GenerationRequested } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { CreditLedger } from './credit.ledger.js';

/** A generation that credits were reserved for has been accepted: nobody need ask for it for a while. */
@Handles(GenerationRequested)
export class ConfirmReservation {
  constructor(private readonly ledger: CreditLedger) {}

  async handle({ generationId }: DataOf<typeof GenerationRequested>) {
    await this.ledger.confirm(generationId);
  }
}

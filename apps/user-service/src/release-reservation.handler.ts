import { type DataOf, GenerationCancelled, GenerationFailed } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { CreditLedger } from './credit.ledger.js';

/** There will be no film: all that was reserved comes back. */
@Handles([GenerationFailed, GenerationCancelled])
export class ReleaseReservation {
  constructor(private readonly ledger: CreditLedger) {}

  async handle({ generationId }: DataOf<typeof GenerationFailed> | DataOf<typeof GenerationCancelled>) {
    await this.ledger.release(generationId);
  }
}

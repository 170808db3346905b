import { Reservation } from '@polyreel/http-api';
import { type Caller, Neighbours } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

/** Where credits are set aside before anything is accepted. */
@Injectable()
export class CreditDesk {
  constructor(private readonly neighbours: Neighbours) {}

  /**
   * Throws what user-service refuses with (`credits_insufficient`, `budget_exhausted`, …), or `service_unavailable` (503) where it is away:
   * then nothing has been kept, and what it may have set aside all the same comes back by itself.
   */
  async reserve(caller: Caller, generationId: string, credits: number): Promise<void> {
    await this.neighbours.ask({
      service: 'user-service',
      method: 'POST',
      path: '/credits/reservations',
      caller,
      body: { generationId, credits },
      data: Reservation,
    });
  }
}

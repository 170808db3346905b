import { Database } from '@polyreel/database';
import { Reckoning } from '@polyreel/http-api';
import { Every, type Logger, loggerFor, Neighbours, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { CreditLedger } from './credit.ledger.js';

const LOOK_EVERY_MS = 10_000;
const LOOK_AGAIN = '10 minutes';

/**
 * Asks generation-orchestrator what became of generations that credits are still set aside for. One that it never accepted (it died in
 * between) it then refuses for good, and the credits come back.
 */
@Injectable()
export class ForgottenReservationsSweeper {
  private readonly log: Logger;

  constructor(
    private readonly database: Database,
    private readonly ledger: CreditLedger,
    private readonly neighbours: Neighbours,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /** Looks at every reservation whose time has come. */
  @Every(LOOK_EVERY_MS)
  async sweep(): Promise<void> {
    for (let id = await this.next(); id; id = await this.next()) await this.reckon(id);
  }

  /** Puts the next look off before it asks, so that instances share the work and one that cannot be answered holds up no other. */
  private async next(): Promise<string | undefined> {
    const [row] = await this.database.query<{ generation_id: string }>(
      `UPDATE users.open_reservations SET look_at = now() + interval '${LOOK_AGAIN}'
       WHERE generation_id = (SELECT generation_id FROM users.open_reservations WHERE look_at <= now() ORDER BY look_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING generation_id`,
    );
    return row?.generation_id;
  }

  private async reckon(generationId: string): Promise<void> {
    const reckoning = await this.neighbours.ask({
      service: 'generation-orchestrator',
      method: 'POST',
      path: `/generations/${generationId}/reckoning`,
      data: Reckoning,
    });
    if (reckoning.status === 'running') return;
    const { status } = reckoning;
    if (status === 'completed') await this.ledger.settle(generationId, reckoning.costCredits);
    else await this.ledger.release(generationId);
    this.log.info({ generationId, status }, 'a forgotten reservation was ended');
  }
}

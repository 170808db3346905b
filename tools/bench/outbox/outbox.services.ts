import type { Type } from '@nestjs/common';
import type { DataOf } from '@polyreel/contracts';
import { DatabaseModule } from '@polyreel/database';
import { Handles, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { ORCHESTRATOR, PERFORMER } from '../peers/polyreel-steps.events.js';
import { ParcelSent } from '../transport/parcels.events.js';

export const SCHEMA = 'bench';

/** A service with nothing but an outbox and the relay that every service with a schema has. */
@Service({ name: ORCHESTRATOR, imports: [MessagingModule, DatabaseModule.forSchema({ schema: SCHEMA })] })
export class Sender {}

/** A service without a database that hears what the other one says. */
export function receiverOf(arrived: (id: string) => void, concurrency: number): Type {
  @Handles(ParcelSent, { concurrency })
  class TakeParcel {
    handle({ parcelId }: DataOf<typeof ParcelSent>) {
      arrived(parcelId);
    }
  }

  @Service({ name: PERFORMER, imports: [MessagingModule], providers: [TakeParcel] })
  class Receiver {}
  return Receiver;
}

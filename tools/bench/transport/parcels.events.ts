import { defineEvent } from '@polyreel/contracts';
import { z } from 'zod';

/** The benchmark's own event, in the catalogue of the process that loads this file and in no other. */
export const ParcelSent = defineEvent({
  type: 'bench.parcel_sent.v1',
  summary: 'A parcel was sent through the transport, to see how fast it goes.',
  owner: 'generation-orchestrator',
  subject: 'parcelId',
  data: z.object({ parcelId: z.string(), content: z.string() }),
});

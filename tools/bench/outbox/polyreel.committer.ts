import { EventPublisher } from '@polyreel/messaging';
import { startService } from '@polyreel/service-kit';
import { MESSAGE_BYTES } from '../side-by-side/flow.js';
import { ParcelSent } from '../transport/parcels.events.js';
import type { OpenCommitter } from './committer.js';
import { receiverOf, Sender } from './outbox.services.js';

/** Of a message's bytes, those that the envelope takes beside the text. */
const ENVELOPE_BYTES = 540;
const content = 'x'.repeat(MESSAGE_BYTES - ENVELOPE_BYTES);

/** The outbox as services use it: the event is stored, the relay hands it over after the commit and takes it out once it is confirmed. */
export const open: OpenCommitter = async ({ prefetch, arrived }) => {
  const receiver = await startService(receiverOf(arrived, prefetch), { port: 0 });
  const sender = await startService(Sender, { port: 0 });
  const publisher = sender.app.get(EventPublisher);
  return {
    async commit(parcelId) {
      await publisher.settle([ParcelSent({ parcelId, content })], []);
    },
    async close() {
      await sender.stop();
      await receiver.stop();
    },
  };
};

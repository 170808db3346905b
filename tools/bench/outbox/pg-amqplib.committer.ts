import { randomUUID } from 'node:crypto';
import { open as openCarrier } from '../transport/amqplib.carrier.js';
import type { OpenCommitter } from './committer.js';
import { bodyOf, openPool } from './pg.committer.js';

/** The floor of the way to the consumer: the same commit, then a publish in bare amqplib. What a crash would cut off in between is lost. */
export const open: OpenCommitter = async ({ rabbitmq, postgres, prefetch, arrived }) => {
  const pool = await openPool({ postgres });
  const carrier = await openCarrier({ url: rabbitmq, queue: randomUUID(), queueType: 'quorum', prefetch, arrived });
  const sending = new Set<Promise<void>>();
  return {
    async commit(id) {
      await pool.commit(id);
      const sent = carrier.send(id, bodyOf(id)).finally(() => sending.delete(sent));
      sending.add(sent);
    },
    async close() {
      await Promise.all(sending);
      await carrier.close();
      await pool.close();
    },
  };
};

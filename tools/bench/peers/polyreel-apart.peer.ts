import { startService } from '@polyreel/service-kit';
import type { StartPeer } from '../side-by-side/peer.js';
import { beginnerOf, orchestratorAlone, performerOf } from './polyreel.services.js';

/** Our own libraries where every step is a service's own affair: a message there and one back, and the performers have no database. */
export const start: StartPeer = async (host) => {
  const performer = await startService(performerOf(host), { port: 0 });
  const orchestrator = await startService(orchestratorAlone(), { port: 0 });
  return {
    submit: beginnerOf(orchestrator),
    async stop() {
      await orchestrator.stop();
      await performer.stop();
    },
  };
};

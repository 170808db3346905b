import { startService } from '@polyreel/service-kit';
import type { StartPeer } from '../side-by-side/peer.js';
import { beginnerOf, listenerOf, orchestratorWithSteps } from './polyreel.services.js';

/** Our own libraries where steps are done where the run's row is: a message a step, and inbox, state and outbox in one commit for each. */
export const start: StartPeer = async (host) => {
  const listener = await startService(listenerOf(host), { port: 0 });
  const orchestrator = await startService(orchestratorWithSteps(host), { port: 0 });
  return {
    submit: beginnerOf(orchestrator),
    async stop() {
      await orchestrator.stop();
      await listener.stop();
    },
  };
};

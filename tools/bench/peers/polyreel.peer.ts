import { startService } from '@polyreel/service-kit';
import type { StartPeer } from '../side-by-side/peer.js';
import { beginnerOf, FlowOrchestrator, performerOf } from './polyreel.services.js';

/** Our own libraries as services use them: a process with inbox, state and outbox in PostgreSQL, and handlers without a database. */
export const start: StartPeer = async (host) => {
  const performer = await startService(performerOf(host), { port: 0 });
  const orchestrator = await startService(FlowOrchestrator, { port: 0 });
  return {
    submit: beginnerOf(orchestrator),
    async stop() {
      await orchestrator.stop();
      await performer.stop();
    },
  };
};

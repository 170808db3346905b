import { Injectable, type Type } from '@nestjs/common';
import type { DataOf } from '@polyreel/contracts';
import { Database, DatabaseModule } from '@polyreel/database';
import { EventPublisher, Handles, MessagingModule } from '@polyreel/messaging';
import { Service, startService } from '@polyreel/service-kit';
import { Orchestrates, ProcessEngine, ProcessModule, ProcessTables1763650100000 } from '@polyreel/workflow';
import { messageFor, STEPS } from '../side-by-side/flow.js';
import type { FlowHost, StartPeer } from '../side-by-side/peer.js';
import { FIRST_STAGE, flow } from './polyreel-flow.process.js';
import { ORCHESTRATOR, PERFORMER, StepAsked, StepDone } from './polyreel-steps.events.js';

/** Of a message's bytes, those that the envelope takes beside the text: measured on a message of this flow. */
const ENVELOPE_BYTES = 560;

/** Our own libraries as a service uses them: a process with inbox, state and outbox in PostgreSQL, and twelve handlers without a database. */
export const start: StartPeer = async (host) => {
  const performer = await startService(performerOf(host), { port: 0 });
  const orchestrator = await startService(orchestratorOf(host), { port: 0 });
  const [engine, publisher] = [orchestrator.app.get(ProcessEngine), orchestrator.app.get(EventPublisher)];
  const text = messageFor('', 0).text.slice(ENVELOPE_BYTES);
  return {
    submit: (runId) =>
      publisher.commit(async () => {
        await engine.begin(flow, runId, FIRST_STAGE, { done: [] }, { correlationid: runId });
        return [StepAsked.get(STEPS[0]!)!({ runId, text })];
      }),
    async stop() {
      await orchestrator.stop();
      await performer.stop();
    },
  };
};

function orchestratorOf(host: FlowHost): Type {
  /** Says what has become of a run once that is committed. */
  @Injectable()
  class Witness {
    constructor(private readonly database: Database) {}

    sees(run: string, step: string, done: readonly number[]): void {
      this.database.afterCommit(() => {
        host.decided(run, `${step} ${done.join()}`);
        if (step === 'done') host.ended(run);
      });
    }
  }

  @Orchestrates(flow)
  class TwelveSteps {
    constructor(private readonly witness: Witness) {}

    project({ id, step, state }: { id: string; step: string; state: { done: number[] } }): void {
      this.witness.sees(id, step, state.done);
    }
  }

  const tables = DatabaseModule.forSchema({ schema: 'bench', migrations: [ProcessTables1763650100000] });

  @Service({ name: ORCHESTRATOR, imports: [MessagingModule, tables, ProcessModule], providers: [TwelveSteps, Witness] })
  class FlowOrchestrator {}
  return FlowOrchestrator;
}

function performerOf(host: FlowHost): Type {
  @Service({ name: PERFORMER, imports: [MessagingModule], providers: STEPS.map((step) => stepHandler(step, host)) })
  class FlowPerformer {}
  return FlowPerformer;
}

/** A handler's queue is named after its class, so each step has a class of its own. */
function stepHandler(step: number, host: FlowHost): Type {
  const [asked, done] = [StepAsked.get(step)!, StepDone.get(step)!];
  const name = `Step${step}`;
  const handler = {
    [name]: class {
      async handle({ runId, text }: DataOf<typeof asked>) {
        await host.work(runId, step);
        return done({ runId, text });
      }
    },
  }[name]!;
  Handles(asked, { emits: [done], concurrency: host.atOnce })(handler);
  return handler;
}

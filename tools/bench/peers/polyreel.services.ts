import type { Type } from '@nestjs/common';
import type { DataOf } from '@polyreel/contracts';
import { DatabaseModule } from '@polyreel/database';
import { EventPublisher, Handles, MessagingModule, type Received } from '@polyreel/messaging';
import { type RunningService, Service } from '@polyreel/service-kit';
import { Orchestrates, ProcessEngine, ProcessModule, ProcessTables1763650100000 } from '@polyreel/workflow';
import { messageFor, STEPS } from '../side-by-side/flow.js';
import type { FlowHost } from '../side-by-side/peer.js';
import { FIRST_STAGE, flow } from './polyreel-flow.process.js';
import { FlowEnded, ORCHESTRATOR, PERFORMER, StepAsked, StepDone } from './polyreel-steps.events.js';

/** The schema of the orchestrator. */
export const SCHEMA = 'bench';
/** Of a message's bytes, those that the envelope takes beside the text. */
const ENVELOPE_BYTES = 560;

@Orchestrates(flow)
class TwelveSteps {}

@Service({
  name: ORCHESTRATOR,
  imports: [MessagingModule, DatabaseModule.forSchema({ schema: SCHEMA, migrations: [ProcessTables1763650100000] }), ProcessModule],
  providers: [TwelveSteps],
})
export class FlowOrchestrator {}

/** How a run begins at an orchestrator that runs: resolves once it is committed. */
export function beginnerOf({ app }: RunningService): (runId: string) => Promise<void> {
  const [engine, publisher] = [app.get(ProcessEngine), app.get(EventPublisher)];
  const text = messageFor('', 0).text.slice(ENVELOPE_BYTES);
  return async (runId) => {
    const begun = engine.begin(flow, runId, FIRST_STAGE, { done: [] }, { correlationid: runId });
    if (!(await publisher.settle([StepAsked.get(STEPS[0]!)!({ runId, text })], [begun]))) throw new Error(`run ${runId} exists already`);
  };
}

/** Runs every step, and hears the end. */
export function performerOf(host: Pick<FlowHost, 'atOnce' | 'work' | 'ended'>): Type {
  /** Hears the end as anybody would: it is told once it is committed. */
  @Handles(FlowEnded, { concurrency: host.atOnce })
  class Applaud {
    handle({ runId }: DataOf<typeof FlowEnded>, { id }: Received) {
      host.ended(runId, id);
    }
  }

  @Service({ name: PERFORMER, imports: [MessagingModule], providers: [Applaud, ...STEPS.map((step) => stepHandler(step, host))] })
  class FlowPerformer {}
  return FlowPerformer;
}

/** A handler's queue is named after its class, so each step has a class of its own. */
function stepHandler(step: number, host: Pick<FlowHost, 'atOnce' | 'work'>): Type {
  const [asked, done] = [StepAsked.get(step)!, StepDone.get(step)!];
  const name = `Step${step}`;
  const handler = {
    [name]: class {
      async handle({ runId, text }: DataOf<typeof asked>, { id }: Received) {
        await host.work(runId, step, id);
        return done({ runId, text });
      }
    },
  }[name]!;
  Handles(asked, { emits: [done], concurrency: host.atOnce })(handler);
  return handler;
}

import type { Type } from '@nestjs/common';
import type { DataOf } from '@polyreel/contracts';
import { DatabaseModule } from '@polyreel/database';
import { EventPublisher, Handles, MessagingModule, type Received } from '@polyreel/messaging';
import { type RunningService, Service } from '@polyreel/service-kit';
import { Orchestrates, ProcessEngine, PROCESS_TABLES, ProcessModule, StepOf } from '@polyreel/workflow';
import { messageFor, STEPS } from '../side-by-side/flow.js';
import type { FlowHost } from '../side-by-side/peer.js';
import { FIRST_STAGE, flow } from './polyreel-flow.process.js';
import { FlowEnded, ORCHESTRATOR, PERFORMER, StepAsked, StepDone } from './polyreel-steps.events.js';

/** The schema of the orchestrator. */
export const SCHEMA = 'bench';
/** Of a message's bytes, those that the envelope takes beside the text. */
const ENVELOPE_BYTES = 560;

type Working = Pick<FlowHost, 'atOnce' | 'work'>;
type Listening = Pick<FlowHost, 'atOnce' | 'ended'>;

@Orchestrates(flow)
class TwelveSteps {}

const orchestrator = (steps: readonly Type[]): Type => {
  const tables = DatabaseModule.forSchema({ schema: SCHEMA, migrations: PROCESS_TABLES });
  @Service({ name: ORCHESTRATOR, imports: [MessagingModule, tables, ProcessModule], providers: [TwelveSteps, ...steps] })
  class FlowOrchestrator {}
  return FlowOrchestrator;
};

/** Keeps the runs and has the steps done by others. */
export const orchestratorAlone = (): Type => orchestrator([]);

/** Keeps the runs and does the steps itself. */
export const orchestratorWithSteps = (host: Working): Type =>
  orchestrator(
    STEPS.map((step) => {
      const performing = stepClass(step, host);
      StepOf(flow, StepAsked.get(step)!, { outcomes: [StepDone.get(step)!], concurrency: host.atOnce })(performing);
      return performing;
    }),
  );

/** How a run begins at an orchestrator that runs: resolves once it is committed. */
export function beginnerOf({ app }: RunningService): (runId: string) => Promise<void> {
  const [engine, publisher] = [app.get(ProcessEngine), app.get(EventPublisher)];
  const text = messageFor('', 0).text.slice(ENVELOPE_BYTES);
  return async (runId) => {
    const begun = engine.begin(flow, runId, FIRST_STAGE, { done: [] }, { correlationid: runId });
    if (!(await publisher.settle([StepAsked.get(STEPS[0]!)!({ runId, text })], [begun]))) throw new Error(`run ${runId} exists already`);
  };
}

/** Does every step, without a database, and hears the end. */
export const performerOf = (host: Working & Listening): Type =>
  withoutDatabase([
    audience(host),
    ...STEPS.map((step) => {
      const performing = stepClass(step, host);
      Handles(StepAsked.get(step)!, { emits: [StepDone.get(step)!], concurrency: host.atOnce })(performing);
      return performing;
    }),
  ]);

/** Only hears the end. */
export const listenerOf = (host: Listening): Type => withoutDatabase([audience(host)]);

function withoutDatabase(providers: readonly Type[]): Type {
  @Service({ name: PERFORMER, imports: [MessagingModule], providers: [...providers] })
  class FlowPerformer {}
  return FlowPerformer;
}

/** Hears the end as anybody would: it is told once it is committed. */
function audience({ atOnce, ended }: Listening): Type {
  @Handles(FlowEnded, { concurrency: atOnce })
  class Applaud {
    handle({ runId }: DataOf<typeof FlowEnded>, { id }: Received) {
      ended(runId, id);
    }
  }
  return Applaud;
}

/** A handler's queue is named after its class, so each step has a class of its own. */
function stepClass(step: number, host: Working) {
  const done = StepDone.get(step)!;
  const name = `Step${step}`;
  return {
    [name]: class {
      async handle({ runId, text }: DataOf<typeof done>, { id }: Received) {
        await host.work(runId, step, id);
        return done({ runId, text });
      }
    },
  }[name]!;
}

import {
  type DataOf,
  GenerationStarted,
  HandlerFaulted,
  LanguageDetected,
  SceneAnalysisFailed,
  TextPreprocessed,
  TextTranslated,
} from '@polyreel/contracts';
import { Database, DatabaseModule } from '@polyreel/database';
import { envelopesOf, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { detected, preprocessed, testDatabase, type TestDatabase, testService, type TestedService, translated } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineProcess, Orchestrates, PROCESS_TABLES, ProcessModule, StepOf, tableOf } from '../index.js';

type Step = 'asked' | 'branches' | 'over' | 'late';
const State = z.object({ heard: z.array(z.string()) });
const { starts, hears, faults, overdue } = tableOf<z.infer<typeof State>, Step>();

const told = (generationId: string, shotCount: number) =>
  GenerationStarted({ generationId, userId: 'u', promptId: generationId, shotCount, startedAt: new Date().toISOString() });

const run = ({ generationId }: { generationId: string }) => generationId;

/** Begins with a detected language; what two steps make of it meets in its row. */
const meeting = defineProcess<z.infer<typeof State>, Step>({
  name: 'meeting',
  state: State,
  steps: { asked: 60, branches: 60, over: 'end', late: 'end' },
  emits: [GenerationStarted],
  transitions: [
    starts(LanguageDetected, { to: 'asked', run, move: () => ({ state: { heard: [] } }) }),
    ...[TextTranslated, TextPreprocessed].map((contract) =>
      hears(contract, {
        from: ['asked', 'branches'],
        to: ['branches', 'over'],
        run,
        move: ({ id, state }) => {
          const heard = [...new Set([...state.heard, contract.type])].sort();
          return heard.length < 2 ? { state: { heard }, to: 'branches' } : { state: { heard }, to: 'over', emit: [told(id, 2)] };
        },
      }),
    ),
    faults(['generation-orchestrator'], { from: ['asked', 'branches'], to: ['over'], run: (id) => id, move: () => ({ to: 'over' }) }),
    overdue({ from: ['asked', 'branches'], to: ['late'], move: () => ({ to: 'late' }) }),
  ],
});

@Orchestrates(meeting)
class Meeting {}

/** Shots of a run whose second step comes to nothing. */
const NOTHING_COMES = 1;
const BOTH = [TextPreprocessed.type, TextTranslated.type];
const begun: string[] = [];
/** What a step does beside naming itself. */
let behave: (step: string, database: Database) => Promise<void> | void = () => undefined;

@StepOf(meeting, GenerationStarted, { outcomes: [TextTranslated] })
class Translate {
  constructor(private readonly database: Database) {}

  async handle({ generationId }: DataOf<typeof GenerationStarted>) {
    begun.push('translate');
    await behave('translate', this.database);
    return translated(generationId);
  }
}

@StepOf(meeting, GenerationStarted, { outcomes: [TextPreprocessed] })
class Preprocess {
  constructor(private readonly database: Database) {}

  async handle({ generationId, shotCount }: DataOf<typeof GenerationStarted>) {
    begun.push('preprocess');
    await behave('preprocess', this.database);
    return shotCount === NOTHING_COMES ? undefined : preprocessed(generationId);
  }
}

const tables = DatabaseModule.forSchema({ schema: 'spec', migrations: PROCESS_TABLES });

@Service({
  name: 'generation-orchestrator',
  imports: [MessagingModule, tables, ProcessModule],
  providers: [Meeting, Translate, Preprocess],
})
class SpecModule {}

describe('a step that the orchestrating service does itself', () => {
  let database: TestDatabase;
  let service: TestedService;
  let id: string;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    begun.length = 0;
    behave = () => undefined;
    service = await testService(SpecModule, { database });
    id = randomUUID();
    await service.send(detected(id));
    await vi.waitFor(async () => expect(await row()).toMatchObject({ step: 'asked' }));
  });
  afterEach(() => service.stop());

  const row = async () => {
    const [found] = await service.app
      .get(Database)
      .query<{ step: string; state: unknown; version: number }>('SELECT step, state, version FROM spec.processes WHERE id = $1', [id]);
    return found;
  };
  const said = () => service.broker.published.filter(({ source }) => source !== 'test').map(({ type }) => type);

  it('moves the run by what comes of it, and sends nothing for that', async () => {
    await service.send(told(id, 2));
    await vi.waitFor(async () => expect(await row()).toMatchObject({ step: 'over' }));
    expect(await row()).toMatchObject({ state: { heard: BOTH } });
    await service.stop();
    expect(said()).toEqual([GenerationStarted.type]);
  });

  it('is done beside the other steps of its run, and outside of every transaction', async () => {
    const open: boolean[] = [];
    behave = async (_step, { inTransaction }) => {
      open.push(inTransaction);
      await vi.waitFor(() => expect(new Set(begun)).toEqual(new Set(['translate', 'preprocess'])));
    };
    await service.send(told(id, 2));
    await vi.waitFor(async () => expect(await row()).toMatchObject({ step: 'over' }));
    expect(new Set(open)).toEqual(new Set([false]));
  });

  it('moves the run once, however often its message comes', async () => {
    const cause = await service.send(told(id, 2));
    await service.broker.publish([cause, cause]);
    await vi.waitFor(async () => expect(await row()).toMatchObject({ step: 'over' }));
    await service.stop();
    expect(said()).toEqual([GenerationStarted.type]);
  });

  /** Lets the steps end in the same turn of the event loop, once so many are under way. */
  const endTogether = (count: number) => {
    let open!: () => void;
    const all = new Promise<void>((resolve) => (open = resolve));
    behave = () => {
      if (begun.length === count) open();
      return all;
    };
  };

  it('is committed together with the steps that end when it does', async () => {
    const statements = vi.spyOn(service.app.get(Database), 'statement');
    endTogether(2);
    await service.send(told(id, 2));
    await service.emitted(GenerationStarted);
    expect(statements.mock.calls.filter(([text]) => text.includes('UPDATE'))).toHaveLength(1);
    expect(await row()).toMatchObject({ step: 'over', state: { heard: BOTH }, version: 2 });
  });

  it('is decided again with those where another instance has moved the run meanwhile', async () => {
    await service.app.get(Database).query('UPDATE spec.processes SET version = 7 WHERE id = $1', [id]);
    endTogether(2);
    await service.send(told(id, 2));
    await service.emitted(GenerationStarted);
    expect(await row()).toMatchObject({ step: 'over', state: { heard: BOTH }, version: 9 });
  });

  it('moves the run once where its message comes twice at the same time', async () => {
    endTogether(4);
    const [cause] = envelopesOf([told(id, 2)], 'test');
    await service.broker.publish([cause!, cause!]);
    await service.emitted(GenerationStarted);
    await service.stop();
    expect(said()).toEqual([GenerationStarted.type]);
  });

  it('leaves the run where it is when nothing comes of it', async () => {
    await service.send(told(id, NOTHING_COMES));
    await vi.waitFor(async () => expect(await row()).toMatchObject({ step: 'branches' }));
    await service.stop();
    service = await testService(SpecModule, { database });
    expect(await row()).toMatchObject({ state: { heard: [TextTranslated.type] }, version: 2 });
  });

  it('tells of its fault when it has spent its tries, and the process hears that', async () => {
    behave = (step) => {
      if (step === 'translate') throw new Error('broken');
    };
    await service.send(told(id, NOTHING_COMES));
    await service.emitted(HandlerFaulted);
    await vi.waitFor(async () => expect(await row()).toMatchObject({ step: 'over', state: { heard: [] } }));
  });

  it('is refused where the process does not hear what may come of it', () => {
    expect(() => StepOf(meeting, GenerationStarted, { outcomes: [SceneAnalysisFailed] })).toThrow(
      `the process meeting does not hear ${SceneAnalysisFailed.type}`,
    );
  });
});

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { judged, type Verdict } from './checker/judge.js';
import { isTerminal } from './checker/invariant.js';
import { type Fault } from './fault.js';
import { aftermathOf, isRest, journalMark, objectsIn, queuesOf } from './history/aftermath.js';
import { History } from './history/history.js';
import { asking, connected, keepJournal } from './history/journal.js';
import { Prompter } from './history/prompter.js';
import { Witness, WITNESS_QUEUE } from './history/witness.js';
import { Scene } from './scene.js';
import { SeededChance } from './seeded-chance.js';
import { Stage } from './stage/stage.js';

const RECOVERY_SECONDS = 240;
/** Nothing may move for this long before it counts as still. */
const STILL_MS = 3_000;
const LOOK_EVERY_MS = 500;

export interface TheatreOptions {
  readonly seed: number;
  readonly full: boolean;
  /** Where histories and logs go. */
  readonly reports: string;
  readonly tell: (line: string) => void;
}

/** An invariant did not survive a fault. */
export class InvariantBroken extends Error {
  override name = 'InvariantBroken';
}

/** Plays faults on one stage after another: a stage on which one came out badly is not used again. */
export class Theatre {
  private stage?: Stage;
  private witness?: Witness;
  private history?: History;

  constructor(private readonly options: TheatreOptions) {}

  /** Plays a fault, waits until all is still, and judges. Throws with every broken promise. */
  async play(fault: Fault): Promise<void> {
    const { seed, full, reports, tell } = this.options;
    const name = `fault-${String(fault.number).padStart(2, '0')}`;
    tell(`\n${fault.number}  ${fault.title}  (seed ${seed})`);
    if (fault.simulated) tell(`           simulated: ${fault.simulated}`);
    this.history = new History(join(reports, `${name}.ndjson`), tell);
    const { stage, witness } = await this.opened();
    const mark = await journalMark(stage);
    const prompter = new Prompter(stage.gateway, this.history);
    const scene = new Scene(stage, this.history, prompter, witness, new SeededChance(seed + fault.number), full);
    try {
      await fault.play(scene);
      const still = await this.stillness(stage, fault.recoverySeconds ?? RECOVERY_SECONDS);
      const history = this.history;
      const verdicts = judged({ of: (kind) => history.of(kind), after: await aftermathOf(stage, mark), still });
      this.tellVerdicts(verdicts);
      const broken = verdicts.filter(({ outcome }) => outcome === 'broken');
      if (broken.length > 0) throw new InvariantBroken(broken.map(inWords).join('\n'));
      await scene.end();
    } catch (error) {
      tell(`           FAILED: ${error instanceof Error ? error.message : String(error)}`);
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { stage, witness } = this;
    this.stage = undefined;
    this.witness = undefined;
    await witness?.stop();
    await stage?.remove();
  }

  private async opened(): Promise<{ stage: Stage; witness: Witness }> {
    if (this.stage && this.witness) return { stage: this.stage, witness: this.witness };
    const began = Date.now();
    const stage = await Stage.build(join(this.options.reports, 'logs'), {
      ended: (service, ending) => this.history?.add({ kind: 'ended', service, ...ending }),
      logged: (service, { message, level }) => {
        if (message === 'a rejection went unhandled' || Number(level) >= 60)
          this.history?.add({ kind: 'alarmed', service, message: String(message) });
      },
    });
    this.stage = stage;
    const client = await connected(stage.direct.database);
    await keepJournal(client);
    await client.end();
    this.witness = new Witness(stage.direct.broker, (event) => this.history?.add({ kind: 'heard', ...event }));
    await this.witness.listen();
    const seconds = ((Date.now() - began) / 1_000).toFixed(0);
    this.options.tell(`           a stage of ${stage.services.size} processes stands after ${seconds} s`);
    return { stage, witness: this.witness };
  }

  /** Waits until nothing moves; answers false where that did not come in time. */
  private async stillness(stage: Stage, seconds: number): Promise<boolean> {
    const deadline = Date.now() + seconds * 1_000;
    const began = Date.now();
    let stillSince: number | undefined;
    while (Date.now() < deadline) {
      const still = await this.isStill(stage).catch(() => false);
      if (!still) stillSince = undefined;
      else if (Date.now() - (stillSince ??= Date.now()) >= STILL_MS) {
        this.history!.say(`all is still, ${((stillSince - began) / 1_000).toFixed(1)} s after the fault was over`);
        return true;
      }
      await pause(LOOK_EVERY_MS);
    }
    return false;
  }

  private async isStill(stage: Stage): Promise<boolean> {
    const runs = await asking<{ id: string; status: string }>(
      stage.direct.database,
      'SELECT id::text, status FROM generation.generation_runs',
    );
    if (!runs.every(({ status }) => isTerminal(status))) return false;
    // What was being stored when its run was cancelled is looked for a little later.
    const cancelled = new Set(runs.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
    if ((await objectsIn(stage.objects)).some(({ key }) => cancelled.has(key.split('/')[1]!))) return false;
    const { unpublished, jobsOpen, queues } = await unsettled(stage);
    const witness = await stage.broker.ask<{ messages: number }>(
      'GET',
      `queues/polyreel/${WITNESS_QUEUE}?disable_stats=true&enable_queue_totals=true`,
    );
    if (unpublished + jobsOpen + (witness.messages ?? 0) > 0) return false;
    if (queues.some(({ name, ready, unacked }) => !isRest(name) && ready + unacked > 0)) return false;
    return (await Promise.all([...stage.services.values()].map((service) => service.isReady()))).every(Boolean);
  }

  private tellVerdicts(verdicts: readonly Verdict[]): void {
    const by = (outcome: Verdict['outcome']) => verdicts.filter((verdict) => verdict.outcome === outcome);
    const names = (outcome: Verdict['outcome']) =>
      by(outcome)
        .map(({ name }) => name)
        .join(' ');
    for (const outcome of ['held', 'nothing to judge'] as const) if (names(outcome)) this.history!.say(`${outcome}: ${names(outcome)}`);
    for (const { name, words } of by('not applicable yet')) this.history!.say(`not applicable yet: ${name} (${words.join('; ')})`);
    for (const verdict of by('broken')) this.history!.say(inWords(verdict));
  }
}

const MOST_WORDS = 8;

function inWords({ name, words }: Verdict): string {
  const more = words.length > MOST_WORDS ? `\n  and ${words.length - MOST_WORDS} more` : '';
  return `${name} is broken:\n${words
    .slice(0, MOST_WORDS)
    .map((line) => `  ${line}`)
    .join('\n')}${more}`;
}

async function unsettled(stage: Stage) {
  const schemas = await asking<{ schema: string; relation: string }>(
    stage.direct.database,
    `SELECT table_schema AS schema, table_name AS relation FROM information_schema.tables WHERE table_name IN ('outbox', 'jobs') AND table_schema <> 'faults'`,
  );
  const count = async (relation: string, where: string) => {
    const parts = schemas
      .filter((one) => one.relation === relation)
      .map(({ schema }) => `(SELECT count(*) FROM "${schema}".${relation} WHERE ${where})`);
    const [row] = await asking<{ total: string }>(stage.direct.database, `SELECT ${parts.join(' + ') || '0'} AS total`);
    return Number(row!.total);
  };
  return {
    unpublished: await count('outbox', 'true'),
    jobsOpen: await count('jobs', `state IN ('waiting', 'running')`),
    queues: await queuesOf(stage),
  };
}

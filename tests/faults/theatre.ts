import { join } from 'node:path';
import { judged, type Verdict } from './checker/judge.js';
import { type Fault } from './fault.js';
import { aftermathOf, journalMark } from './history/aftermath.js';
import { typesToHear } from './history/broker-view.js';
import { History } from './history/history.js';
import { connected, keepJournal } from './history/journal.js';
import { Prompter } from './history/prompter.js';
import { Witness } from './history/witness.js';
import { Scene } from './scene.js';
import { SeededChance } from './seeded-chance.js';
import { Stage } from './stage/stage.js';
import { stillness } from './stillness.js';

const RECOVERY_SECONDS = 240;

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
    const prompter = new Prompter(stage.gateway, this.history, stage.webhooks);
    const scene = new Scene(stage, this.history, prompter, witness, new SeededChance(seed + fault.number), full);
    try {
      await fault.play(scene);
      const history = this.history;
      const over = Date.now();
      const still = await stillness(stage, fault.recoverySeconds ?? RECOVERY_SECONDS);
      if (still) history.say(`all is still, ${((still - over) / 1_000).toFixed(1)} s after the fault was over`);
      scene.readLedgers();
      const verdicts = judged({ of: (kind) => history.of(kind), after: await aftermathOf(stage, mark), still: still !== undefined });
      this.tellVerdicts(verdicts);
      const broken = verdicts.filter(({ outcome }) => outcome === 'broken');
      if (broken.length > 0) throw new InvariantBroken(broken.map(inWords).join('\n'));
      await scene.end();
    } catch (error) {
      tell(`           FAILED: ${error instanceof Error ? error.message : String(error)}`);
      await this.close();
      throw error;
    } finally {
      await scene.clear();
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
    stage.webhooks.onCall = (call) => this.history?.add({ kind: 'called', ...call });
    const client = await connected(stage.direct.database);
    await keepJournal(client);
    await client.end();
    await new Prompter(stage.gateway, this.history!, stage.webhooks).subscribe();
    this.witness = new Witness(stage.direct.broker, await typesToHear(stage), (event) => this.history?.add({ kind: 'heard', ...event }));
    await this.witness.listen();
    const seconds = ((Date.now() - began) / 1_000).toFixed(0);
    this.options.tell(`           a stage of ${stage.services.size} processes stands after ${seconds} s`);
    return { stage, witness: this.witness };
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

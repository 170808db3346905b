import { setTimeout as pause } from 'node:timers/promises';
import { queuesOf, type QueueState } from './history/aftermath.js';
import { type History } from './history/history.js';
import { asking } from './history/journal.js';
import { type Prompter } from './history/prompter.js';
import { type Witness } from './history/witness.js';
import { type SeededChance } from './seeded-chance.js';
import { type Stage } from './stage/stage.js';

const LOOK_EVERY_MS = 100;

/** Short and cheap: what is tried is the mesh, not the picture. */
const PROMPTS = [
  'A red fox runs through the snow.',
  'Ein Leuchtturm steht im Sturm.',
  'Un gato negro duerme bajo la luna.',
  'A ship sails at night. A whale jumps.',
  'Une baleine nage sous la glace.',
  '猫が夜の街を走る。',
];
const CHEAP = { durationSeconds: 1, resolution: '360p', quality: 'draft', music: false };

/** What must hold beside the invariants did not. */
export class NotHeld extends Error {
  override name = 'NotHeld';
}

/** A fault's view of the stage: how to make films, how to wait, what to say. Everything by chance comes from the seed. */
export class Scene {
  private readonly undoings: (() => unknown)[] = [];
  private readonly watching = new AbortController();

  constructor(
    readonly stage: Stage,
    readonly history: History,
    readonly prompter: Prompter,
    readonly witness: Witness,
    readonly chance: SeededChance,
    /** The lengths and counts of the table; otherwise those that `npm test` can afford. */
    readonly full: boolean,
  ) {}

  say(words: string): void {
    this.history.say(words);
  }

  /** Asks for a film and watches it over the API; answers its id. Throws where it is not accepted. */
  async film(options: object = {}): Promise<string> {
    const id = await this.prompter.ask(this.chance.pick(PROMPTS), { ...CHEAP, seed: this.chance.between(1, 1_000_000), ...options });
    if (!id) throw new NotHeld('a prompt was not accepted while nothing was wrong with the API');
    void this.prompter.watch(id, this.watching.signal);
    return id;
  }

  async films(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await this.film());
    this.say(`${count} prompts are accepted`);
    return ids;
  }

  /** Waits until something is so. Throws, naming it, when it has not come to be within `seconds`. */
  async until(what: string, isSo: () => Promise<boolean> | boolean, seconds = 120): Promise<void> {
    const deadline = Date.now() + seconds * 1_000;
    while (!(await isSo())) {
      if (Date.now() > deadline) throw new NotHeld(`${seconds} s passed and it was not so: ${what}`);
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Lets the fault last. */
  async last(seconds: number): Promise<void> {
    await pause(seconds * 1_000);
  }

  /** What must hold beside the invariants. */
  mustHold(what: string, holds: boolean): void {
    if (!holds) throw new NotHeld(`it must hold and did not: ${what}`);
    this.say(`holds: ${what}`);
  }

  /** Is done when the fault is over, whatever came of it, the last first. */
  afterwards(undo: () => unknown): void {
    this.undoings.push(undo);
  }

  async end(): Promise<void> {
    this.watching.abort();
    for (const undo of this.undoings.reverse()) await undo();
  }

  sql<Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return asking<Row>(this.stage.direct.database, text, parameters);
  }

  async queue(name: string): Promise<QueueState> {
    const queue = (await queuesOf(this.stage)).find((one) => one.name === name);
    if (!queue) throw new Error(`the broker has no queue ${name}`);
    return queue;
  }

  /** Kills a service and starts it again. */
  async killAndStart(name: string): Promise<void> {
    const service = this.stage.service(name);
    this.say(`${name} (pid ${service.pid}) is killed`);
    await service.end('SIGKILL');
    service.start();
    await service.ready();
    this.say(`${name} is back`);
  }

  heard(type: string, generationId?: string): boolean {
    return this.history.of('heard').some((event) => event.type === type && (!generationId || event.generationId === generationId));
  }
}

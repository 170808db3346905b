import { setTimeout as pause } from 'node:timers/promises';
import { type RestingMessage, restingOf } from './history/aftermath.js';
import { queuesOf, type QueueState } from './history/broker-view.js';
import { type History } from './history/history.js';
import { asking } from './history/journal.js';
import { Prompter } from './history/prompter.js';
import { type Witness } from './history/witness.js';
import { OutsideProvider, type ProviderChoice } from './outside-provider.js';
import { type SeededChance } from './seeded-chance.js';
import { asking as askingAs, newPerson, signIn } from '../fixtures/people.js';
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
  private readonly providers: OutsideProvider[] = [];
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
  async film(options: object = {}, prompter = this.prompter): Promise<string> {
    const id = await prompter.ask(this.chance.pick(PROMPTS), { ...CHEAP, seed: this.chance.between(1, 1_000_000), ...options });
    if (!id) throw new NotHeld('a prompt was not accepted while nothing was wrong with the API');
    void prompter.watch(id, this.watching.signal);
    return id;
  }

  /** Somebody with an account of this tier, who asks as themselves. */
  async somebody(tier: 'free' | 'enterprise'): Promise<Prompter> {
    const { gateway } = this.stage;
    const mesh = { url: this.stage.service('api-gateway').url };
    const { userId, email } = await newPerson(mesh, tier);
    const { status, text } = await askingAs(mesh, gateway.headers)('PATCH', `/v1/admin/users/${userId}`, { tier, reason: 'a fault' });
    if (status !== 200) throw new Error(`an operator could not make somebody ${tier}: ${text}`);
    const prompter = new Prompter({ url: gateway.url, headers: (await signIn(mesh, email)).headers }, this.history, this.stage.webhooks);
    await prompter.subscribe();
    return prompter;
  }

  async films(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await this.film());
    this.say(`${count} prompts are accepted`);
    return ids;
  }

  /**
   * Waits until something is so. What asks may answer in words what is still lacking, and may fail: whoever it asks may be away just now.
   * Throws, naming all of it, when it has not come to be within `seconds`.
   */
  async until(what: string, isSo: () => Promise<boolean | string> | boolean | string, seconds = 120): Promise<void> {
    const deadline = Date.now() + seconds * 1_000;
    const look = async () => isSo();
    for (;;) {
      const lacks = await look().catch(String);
      if (lacks === true) return;
      if (Date.now() > deadline) throw new NotHeld(`${seconds} s passed and it was not so: ${what}${lacks ? ` (${lacks})` : ''}`);
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

  /** Ends a service in peace and starts it with these variables beside its own. */
  async recast(name: string, extra: Readonly<Record<string, string>>): Promise<void> {
    const service = this.stage.service(name);
    await service.end('SIGTERM');
    service.start(extra);
    await service.ready();
  }

  /** Makes a service a customer of a provider outside the mesh, whose own ledger is evidence. */
  async hire(name: string, choose: ProviderChoice): Promise<OutsideProvider> {
    const provider = await OutsideProvider.begin(choose);
    this.providers.push(provider);
    await this.recast(name, provider.environment);
    this.afterwards(() => this.recast(name, {}));
    return provider;
  }

  /** Takes down what the providers' ledgers say, once all is still. */
  readLedgers(): void {
    for (const { entries } of this.providers) for (const entry of entries()) this.history.add({ kind: 'provider', ...entry });
  }

  /** Leaves nothing behind that the stage itself does not clear away. */
  async clear(): Promise<void> {
    await Promise.all(this.providers.map((provider) => provider.end()));
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

  /** How many messages that were meant for a queue are kept among the dead, or among the skipped. */
  async resting(queue: string, where: RestingMessage['where']): Promise<number> {
    return (await restingOf(this.stage)).filter((message) => message.meantFor === queue && message.where === where).length;
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

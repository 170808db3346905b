import { randomUUID } from 'node:crypto';
import { type Fault } from '../fault.js';
import { type Scene } from '../scene.js';
import { everybodyReady } from './05-broker-restarted.js';
import { asStranger, type Stranger } from './stranger.js';

const QUEUE = 'fault-suite.confirmed';
const LANES = 8;
const ENOUGH = 500;

export const brokerKilled: Fault = {
  number: 6,
  title: 'a broker that is killed while messages are published to it has every message that it confirmed',
  async play(scene) {
    const { broker } = scene.stage;
    for (let round = 1; round <= (scene.full ? 3 : 1); round++) {
      const confirmed = await asStranger(scene, async (stranger) => {
        await stranger.channel.assertQueue(QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
        // RabbitMQ 3.10 writes what it knows of queues to disk a little later: a kill meanwhile would forget the queue itself.
        await broker.settle();
        await scene.films(2);
        const load = publishing(stranger);
        await scene.until(`${ENOUGH} messages are confirmed`, () => load.confirmed.size >= ENOUGH);
        await broker.server.stop('SIGKILL');
        load.stop();
        return load.confirmed;
      });
      scene.say(`the broker is killed; it had confirmed ${confirmed.size} messages beside those of the films (${round})`);
      await broker.server.start();
      scene.say('the broker is back');
      await leadersStand(scene);
      await scene.until('every service is ready again', () => everybodyReady(scene));
      const kept = await asStranger(scene, async (stranger) => {
        const taken = await stranger.takeAll(QUEUE);
        await stranger.channel.deleteQueue(QUEUE);
        return new Set(taken.map(({ body }) => body.toString()));
      });
      const lost = [...confirmed].filter((id) => !kept.has(id));
      scene.mustHold(`of ${confirmed.size} confirmed messages ${lost.length} are lost`, lost.length === 0);
    }
  },
};

/** Sends one after another in several lanes until it is stopped or the broker falls; keeps what was confirmed. */
function publishing(stranger: Stranger): { confirmed: ReadonlySet<string>; stop(): void } {
  const confirmed = new Set<string>();
  let on = true;
  const lane = async () => {
    while (on) {
      const id = randomUUID();
      await stranger.drop(QUEUE, Buffer.from(id)).then(
        () => confirmed.add(id),
        () => (on = false),
      );
    }
  };
  for (let count = 0; count < LANES; count++) void lane();
  return { confirmed, stop: () => (on = false) };
}

/** RabbitMQ 3.10.8 can leave a busy quorum queue without a leader after a kill; then its operator has to call the election. */
async function leadersStand(scene: Scene): Promise<void> {
  const { broker } = scene.stage;
  const seconds = 20;
  try {
    await scene.until('every quorum queue has its leader', async () => (await broker.leaderless()).length === 0, seconds);
    scene.say('every quorum queue has elected its leader by itself');
  } catch {
    const without = await broker.leaderless();
    scene.say(`${without.length} queues have no leader after ${seconds} s, a defect of this RabbitMQ; the operator calls an election`);
    await broker.electLeaders();
    await scene.until('every quorum queue has its leader', async () => (await broker.leaderless()).length === 0);
  }
}

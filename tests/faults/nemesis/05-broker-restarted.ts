import { queuesOf } from '../history/broker-view.js';
import { type Fault } from '../fault.js';
import { type Scene } from '../scene.js';

export const brokerRestarted: Fault = {
  number: 5,
  title: 'a broker that is restarted under load finds every consumer again, and the API goes on accepting meanwhile',
  async play(scene) {
    const before = await consumers(scene);
    await scene.films(2);
    for (let round = 1; round <= (scene.full ? 5 : 1); round++) {
      await scene.stage.broker.rabbitmqctl('stop_app');
      scene.say(`the broker is down (${round})`);
      await scene.films(1);
      await scene.stage.broker.rabbitmqctl('start_app');
      scene.say('the broker is up');
      await scene.until('every service is ready again', () => everybodyReady(scene));
    }
    await scene.until('every queue has its consumers again', async () => {
      const now = new Map(await consumers(scene));
      const others = before.filter(([queue, count]) => now.get(queue) !== count);
      return others.length === 0 || others.map(([queue, count]) => `${queue}: ${now.get(queue) ?? 0}, not ${count}`).join('; ');
    });
    scene.mustHold(`every one of ${before.length} queues has as many consumers as before`, true);
  },
};

/** Every queue that is read, with the number of its consumers. */
export async function consumers(scene: Scene): Promise<(readonly [queue: string, consumers: number])[]> {
  const queues = (await queuesOf(scene.stage).catch(() => [])).filter(({ consumers: count }) => count > 0);
  return queues.map(({ name, consumers: count }) => [name, count] as const).sort(([one], [other]) => one.localeCompare(other, 'en'));
}

export const everybodyReady = async (scene: Scene): Promise<boolean> =>
  (await Promise.all([...scene.stage.services.values()].map((service) => service.isReady()))).every(Boolean);

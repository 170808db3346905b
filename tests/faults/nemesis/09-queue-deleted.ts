import { queuesOf } from '../history/broker-view.js';
import { type Fault } from '../fault.js';

export const queueDeleted: Fault = {
  number: 9,
  title: 'a queue that is deleted under its consumer is declared and read again',
  short: true,
  async play(scene) {
    const { stage, chance } = scene;
    const work = (await queuesOf(stage)).filter(({ consumers }) => consumers > 0).map(({ name }) => name);
    for (const name of chance.shuffled(work).slice(0, scene.full ? 6 : 2)) {
      const began = performance.now();
      await stage.broker.ask('DELETE', `queues/polyreel/${name}`);
      await scene.until(`${name} is there again, with a consumer`, async () =>
        (await queuesOf(stage)).some((queue) => queue.name === name && queue.consumers > 0),
      );
      scene.say(`${name} was deleted, and was declared and read again ${((performance.now() - began) / 1_000).toFixed(1)} s later`);
    }
    const [id] = await scene.films(1);
    await scene.until('a film is made through all of them', async () => (await scene.prompter.view(id!)).status === 'completed', 180);
  },
};

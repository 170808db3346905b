import { Redis } from 'ioredis';
import { type Fault } from '../fault.js';

export const cacheLost: Fault = {
  number: 12,
  title: 'a cache that forgets everything, and one that falls, cost nothing but time',
  async play(scene) {
    const { stage } = scene;
    const ids = await scene.films(2);
    await scene.until('the runs are on their way', () => scene.heard('content.text_translated.v1', ids[0]));
    const client = new Redis(stage.direct.cache);
    await client.flushall();
    client.disconnect();
    scene.say('the cache has forgotten everything');
    const more = await scene.films(1);
    await scene.last(2);
    await stage.cache.stop('SIGKILL');
    scene.say('the cache is killed');
    const without = await scene.films(1);
    await scene.until('a film is made without a cache', async () => (await scene.prompter.view(without[0]!)).status === 'completed', 240);
    await stage.cache.start();
    scene.say('the cache is back, empty');
    const all = [...ids, ...more, ...without];
    await scene.until(
      'every film is finished',
      async () => {
        const views = await Promise.all(all.map((id) => scene.prompter.view(id)));
        return views.every(({ status }) => status === 'completed');
      },
      240,
    );
  },
};

import { type Fault } from '../fault.js';

const SERVICE = 'image-generation-service';
const QUEUE = `${SERVICE}.draw-shot`;
/** As many a minute as a person of the free tier may ask for. */
const FILMS_EACH = 5;
const TWO_SHOTS = { durationSeconds: 4 };

export const crowd: Fault = {
  number: 26,
  title: 'a crowd of the free tier that waits for a service which was killed holds up enterprise no longer than its own turns',
  async play(scene) {
    const { stage } = scene;
    const [ada, bob, eve] = [await scene.somebody('free'), await scene.somebody('free'), await scene.somebody('enterprise')];
    await stage.service(SERVICE).end('SIGKILL');
    scene.say(`${SERVICE} is killed`);
    const waiting = async (count: number) => {
      const { ready } = await scene.queue(QUEUE);
      return ready >= count || `${ready} wait`;
    };
    for (let film = 0; film < FILMS_EACH; film++) {
      for (const somebody of [ada, bob]) await scene.film(TWO_SHOTS, somebody);
    }
    await scene.until('the shots of all their films wait', () => waiting(2 * FILMS_EACH));
    const { ready: before } = await scene.queue(QUEUE);
    const id = await scene.film(TWO_SHOTS, eve);
    await scene.until('those of the film of enterprise wait behind them', () => waiting(before + 1));
    scene.say(`${before} shots of the free tier wait, and behind them enterprise`);
    stage.service(SERVICE).start();
    await scene.until('the film of enterprise is finished', async () => (await eve.view(id)).status === 'completed', 240);
    const ahead = await scene.sql(
      `SELECT 1 FROM image_generation.jobs AS one WHERE lane = 'free' AND finished_at <
      (SELECT max(finished_at) FROM image_generation.jobs WHERE correlation_id = $1)`,
      [id],
    );
    scene.mustHold(`its shots were drawn when ${ahead.length} of ${before} others were`, ahead.length < before / 2);
  },
};

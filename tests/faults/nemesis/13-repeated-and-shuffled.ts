import { type Fault } from '../fault.js';
import { asStranger } from './stranger.js';

const JOINER = 'scene-analysis-orchestrator';
const QUEUE = `${JOINER}.scene-analysis`;
/** The four results that are joined, while the one who joins them is away. */
const RESULTS = 4;
const COPIES = 3;

export const repeatedAndShuffled: Fault = {
  number: 13,
  title: 'events that come three times each and in any order join once and move nothing back',
  async play(scene) {
    const { stage, chance, witness } = scene;
    const [id] = await scene.films(1);
    await scene.until('the analysers are asked', () => scene.heard('scene.scene_analysis_started.v1', id));
    await stage.service(JOINER).end('SIGKILL');
    scene.say(`${JOINER} is killed before it could join`);
    await scene.until(`its queue holds the ${RESULTS} results`, async () => (await scene.queue(QUEUE)).ready >= RESULTS);
    await asStranger(scene, async (stranger) => {
      const taken = await stranger.takeAll(QUEUE);
      const copies = chance.shuffled(Array.from({ length: COPIES }, () => taken).flat());
      for (const { body, options } of copies) await stranger.put(QUEUE, body, options);
      scene.say(`its ${taken.length} messages lie there ${COPIES} times each, shuffled`);
    });
    stage.service(JOINER).start();
    await stage.service(JOINER).ready();
    await scene.until('the film is finished', async () => (await scene.prompter.view(id!)).status === 'completed', 180);

    const heard = [...new Map(scene.history.of('heard').map((event) => [event.eventId, event])).values()];
    await asStranger(scene, async (stranger) => {
      for (const { eventId, type } of chance.shuffled(Array.from({ length: COPIES }, () => heard).flat())) {
        await stranger.announce(type, witness.bodies.get(eventId)!.body, {
          messageId: eventId,
          contentType: 'application/cloudevents+json',
        });
      }
    });
    scene.say(`all ${heard.length} events of the finished run are told ${COPIES} times more, shuffled`);
  },
};

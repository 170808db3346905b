import { type Fault } from '../fault.js';
import { JOINER, JOINERS_QUEUE, withResultsWaiting } from './joiner.js';
import { asStranger } from './stranger.js';

const COPIES = 3;

export const repeatedAndShuffled: Fault = {
  number: 13,
  title: 'events that come three times each and in any order join once and move nothing back',
  short: true,
  async play(scene) {
    const { stage, chance, witness } = scene;
    const id = await withResultsWaiting(scene);
    await asStranger(scene, async (stranger) => {
      const taken = await stranger.takeAll(JOINERS_QUEUE);
      const copies = chance.shuffled(Array.from({ length: COPIES }, () => taken).flat());
      for (const { body, options } of copies) await stranger.put(JOINERS_QUEUE, body, options);
      scene.say(`its ${taken.length} messages lie there ${COPIES} times each, shuffled`);
    });
    stage.service(JOINER).start();
    await stage.service(JOINER).ready();
    await scene.until('the film is finished', async () => (await scene.prompter.view(id)).status === 'completed', 180);

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

import { randomUUID } from 'node:crypto';
import { type Fault } from '../fault.js';
import { JOINER, JOINERS_QUEUE, withResultsWaiting } from './joiner.js';
import { asStranger } from './stranger.js';

/** What a younger version of a publisher may add: fields that this one does not know, in the envelope and everywhere in its data. */
function younger(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(younger);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, younger(inner)] as const);
  return { ...Object.fromEntries(entries), addedLater: { by: 'a younger version' } };
}

export const mixedVersions: Fault = {
  number: 24,
  title: 'events of a younger minor version are read as far as they are known, those of an unknown major version are set aside',
  short: true,
  async play(scene) {
    const { stage } = scene;
    const id = await withResultsWaiting(scene);
    await asStranger(scene, async (stranger) => {
      const taken = await stranger.takeAll(JOINERS_QUEUE);
      for (const { body, options } of taken) {
        await stranger.put(JOINERS_QUEUE, Buffer.from(JSON.stringify(younger(JSON.parse(body.toString())))), options);
      }
      const major = JSON.parse(taken[0]!.body.toString()) as { type: string };
      const unknown = { ...major, id: randomUUID(), type: major.type.replace(/v\d+$/, 'v2') };
      await stranger.put(JOINERS_QUEUE, Buffer.from(JSON.stringify(unknown)), { messageId: unknown.id });
      scene.say(`its ${taken.length} messages have become a younger version's, and one of an unknown major version lies beside them`);
    });
    stage.service(JOINER).start();
    await stage.service(JOINER).ready();
    await scene.until('the unknown major version is set aside', async () => (await scene.resting(JOINERS_QUEUE, 'skipped')) > 0);
    await scene.until('the film is finished', async () => (await scene.prompter.view(id)).status === 'completed', 240);
  },
};

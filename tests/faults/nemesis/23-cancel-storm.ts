import { type Fault } from '../fault.js';

const AT_ONCE = 4;
/** A cheap film takes some seconds: cancels fall on every step of it. */
const LONGEST_LIFE_MS = 6_000;

export const cancelStorm: Fault = {
  number: 23,
  title: 'runs that are cancelled at any moment end once, as cancelled or as they had ended, and leave nothing behind',
  recoverySeconds: 600,
  async play(scene) {
    const { chance, prompter } = scene;
    const count = scene.full ? 200 : 12;
    let begun = 0;
    const cancelling = async () => {
      while (begun < count) {
        begun += 1;
        const life = chance.next() * LONGEST_LIFE_MS;
        const id = await scene.film();
        await scene.last(life / 1_000);
        // Two at once: doing it twice is doing it once.
        await Promise.all([prompter.cancel(id), prompter.cancel(id)]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, cancelling));
    const answers = scene.history.of('cancelled').map(({ status }) => status);
    scene.say(`${begun} runs were cancelled twice each; ${answers.filter((status) => status === 409).length} cancels came after the end`);
    const odd = answers.filter((status) => status !== 200 && status !== 409);
    scene.mustHold(
      `every cancel was answered 200 or 409${odd.length > 0 ? `, and not ${[...new Set(odd)].join(', ')}` : ''}`,
      odd.length === 0,
    );
  },
};

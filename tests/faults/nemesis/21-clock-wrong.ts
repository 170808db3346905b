import { type Fault } from '../fault.js';
import { type Scene } from '../scene.js';
import { WrongClock } from '../stage/wrong-clock.js';

const KEEPER = 'generation-orchestrator';
const RUNNER = 'video-generation-service';
const MINUTES = 10;

export const clockWrong: Fault = {
  number: 21,
  title:
    'a service whose clock is ten minutes off, or jumps, ends nothing too early and does nothing twice, as the database keeps the time',
  simulated: "the clock is the process's Date, shifted by a preload, as nobody may set this machine's",
  async play(scene) {
    const { stage } = scene;
    // Somebody with the right time who would take over what looks abandoned.
    const understudy = await stage.understudy(RUNNER);
    scene.afterwards(() => stage.dismiss(understudy));
    for (const name of [KEEPER, RUNNER]) {
      for (const minutes of [MINUTES, -MINUTES]) {
        const clock = new WrongClock(stage.roster.folder, stage.service(name), minutes);
        await scene.recast(name, clock.environment);
        scene.say(`the clock of ${name} is ${minutes} minutes off`);
        await made(scene, () => undefined);
        await made(scene, () => {
          clock.jump(-minutes);
          scene.say(`it jumps by ${-2 * minutes} minutes`);
        });
      }
      await scene.recast(name, {});
    }
  },
};

/** A film that is made as if all clocks were right, whatever is done to one while a shot is being filmed. */
async function made(scene: Scene, meanwhile: () => void): Promise<void> {
  const id = await scene.film();
  await scene.until('a shot is being filmed, or has been', async () => (await jobs(scene, id)).some(({ state }) => state !== 'waiting'));
  meanwhile();
  await scene.until('the film is finished', async () => {
    const { status } = await scene.prompter.view(id);
    return status === 'completed' || `it is ${status}`;
  });
  const { degraded } = await scene.prompter.view(id);
  const leases = Math.max(...(await jobs(scene, id)).map(({ fence }) => fence));
  scene.mustHold('nothing of the film was given up for lack of time', !degraded);
  scene.mustHold(`none of its jobs was leased more than ${leases} time`, leases === 1);
}

const jobs = (scene: Scene, id: string) =>
  scene.sql<{ state: string; fence: number }>('SELECT state, fence::int FROM video_generation.jobs WHERE correlation_id = $1', [id]);

import { type Fault } from '../fault.js';

const SERVICE = 'video-generation-service';

export const frozenAndThawed: Fault = {
  number: 15,
  title: 'the job of a process that hangs is taken over, and what it writes when it comes round is refused',
  async play(scene) {
    const { stage } = scene;
    const service = stage.service(SERVICE);
    const running = () =>
      scene.sql<{ id: string; fence: number }>(`SELECT id::text, fence::int FROM video_generation.jobs WHERE state = 'running'`);
    await scene.films(1);
    await scene.until('a shot is being filmed', async () => (await running()).length > 0);
    service.freeze();
    scene.afterwards(() => service.thaw());
    const [job] = await running();
    scene.say(`${SERVICE} hangs with a job in hand`);
    const understudy = await stage.understudy(SERVICE);
    scene.afterwards(() => stage.dismiss(understudy));
    const after = () =>
      scene.sql<{ state: string; fence: number }>('SELECT state, fence::int FROM video_generation.jobs WHERE id = $1', [job!.id]);
    await scene.until('another process has finished it under a newer fence', async () => {
      const [row] = await after();
      return row!.state === 'done' && row!.fence > job!.fence;
    });
    await scene.last(scene.full ? 60 : 2);
    service.thaw();
    scene.say(`${SERVICE} comes round`);
    await scene.until('it is ready', () => service.isReady());
    const [row] = await after();
    scene.mustHold(`the job stands as the other left it, with fence ${row!.fence}`, row!.state === 'done' && row!.fence > job!.fence);
  },
};

import { randomUUID } from 'node:crypto';
import { type Fault } from '../fault.js';
import { residentMib } from './07-broker-away.js';
import { asStranger } from './stranger.js';

const MIB = 1024 * 1024;
const LARGE = 'storage-service';
const LARGE_QUEUE = `${LARGE}.record-files`;
const MANY = 'real-time-service.tell-watchers';
const PROGRESSED = 'generation.generation_progressed.v1';
const RUNS = 200;
const WINDOW = 1_000;
const MOST_GROWTH_MIB = 100;

const progressed = (generationId: string, progress: number) =>
  Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id: randomUUID(),
      source: 'generation-orchestrator',
      type: PROGRESSED,
      subject: generationId,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      correlationid: generationId,
      data: { generationId, userId: 'nobody', progress, phase: 'drawing', message: 'One of very many.' },
    }),
  );

export const tooLargeAndTooMany: Fault = {
  number: 17,
  title: 'a message of 20 MB comes to rest, and a backlog of many thousands is drained while films are made',
  short: true,
  recoverySeconds: 600,
  async play(scene) {
    const { stage } = scene;
    const { pid } = stage.service(LARGE);
    const before = residentMib(pid);
    await asStranger(scene, (stranger) => stranger.put(LARGE_QUEUE, Buffer.alloc(20 * MIB, 'x')));
    await scene.until('20 MB of nothing rest among the dead letters', async () => (await scene.resting(LARGE_QUEUE, 'dead')) > 0);
    scene.say(`20 MB that are no event rest among the dead letters; ${LARGE} grew by ${(residentMib(pid) - before).toFixed(0)} MiB`);
    await scene.until(`${LARGE} is ready`, () => stage.service(LARGE).isReady());

    const count = scene.full ? 100_000 : 5_000;
    const service = stage.service('real-time-service');
    await service.end('SIGTERM');
    const runs = Array.from({ length: RUNS }, () => randomUUID());
    await asStranger(scene, async (stranger) => {
      for (let sent = 0; sent < count; sent += WINDOW) {
        const window = Array.from({ length: Math.min(WINDOW, count - sent) }, (_, at) =>
          progressed(runs[at % RUNS]!, Math.floor((sent / count) * 100)),
        );
        await Promise.all(window.map((body) => stranger.drop(MANY, body)));
      }
    });
    scene.say(`${count} messages wait for ${MANY}, who is away`);
    const [id] = await scene.films(1);
    service.start();
    await service.ready();
    const began = performance.now();
    const least = residentMib(service.pid);
    let most = least;
    await scene.until(
      'the backlog is drained',
      async () => {
        most = Math.max(most, residentMib(service.pid));
        const { ready, unacked } = await scene.queue(MANY);
        return ready + unacked === 0 || `${ready + unacked} are left`;
      },
      900,
    );
    const seconds = (performance.now() - began) / 1_000;
    scene.say(`they are drained in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`);
    const grown = most - least;
    scene.mustHold(`the service held at most ${most.toFixed(0)} MiB, ${grown.toFixed(0)} more than before`, grown < MOST_GROWTH_MIB);
    await scene.until('the film beside them is finished', async () => (await scene.prompter.view(id!)).status === 'completed', 300);
  },
};

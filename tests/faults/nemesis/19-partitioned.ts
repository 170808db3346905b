import { type Fault } from '../fault.js';
import { type ServerName } from '../stage/stage.js';
import { type Way } from '../stage/door.js';

const SERVICE = 'video-generation-service';
const QUEUE = `${SERVICE}.film-shot`;

/** Which ways are dead, and to whom. */
const PARTITIONS: readonly (readonly [words: string, server: ServerName, ways: readonly Way[]])[] = [
  ['neither hears the broker nor is heard', 'broker', ['toServer', 'toService']],
  ['hears the broker and is not heard', 'broker', ['toServer']],
  ['is heard by the broker and does not hear it', 'broker', ['toService']],
  ['neither reaches the database nor is reached', 'database', ['toServer', 'toService']],
  ['reaches the database and hears no answer', 'database', ['toService']],
];

export const partitioned: Fault = {
  number: 19,
  title: 'a service that is cut off from the broker or the database, both ways or one, owns no work twice and comes back by itself',
  simulated: 'the network is a TCP proxy that holds what goes through it, as this kernel cannot drop packets by rule',
  recoverySeconds: 400,
  async play(scene) {
    const { stage } = scene;
    const understudy = await stage.understudy(SERVICE);
    scene.afterwards(() => stage.dismiss(understudy));
    const seconds = scene.full ? 45 : 25;
    for (const [words, server, ways] of scene.full ? PARTITIONS : scene.chance.shuffled(PARTITIONS).slice(0, 2)) {
      await scene.films(2);
      await scene.until(
        'shots are being filmed',
        async () => (await scene.sql(`SELECT 1 FROM video_generation.jobs WHERE state = 'running'`)).length > 0,
      );
      const door = stage.door(SERVICE, server);
      for (const way of ways) door.hold(way);
      scene.say(`${SERVICE} ${words}, for ${seconds} s`);
      await scene.last(seconds);
      const { consumers } = await scene.queue(QUEUE);
      scene.say(`the broker counts ${consumers} of 2 consumers of its queue`);
      // What the network swallowed does not come after all when it is mended.
      door.release();
      door.cut();
      await scene.until(
        `${SERVICE} comes back by itself`,
        async () => (await stage.service(SERVICE).isReady()) && (await scene.queue(QUEUE)).consumers === 2,
      );
      scene.say(`${SERVICE} is back`);
    }
  },
};

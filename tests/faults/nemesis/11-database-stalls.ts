import { type Fault } from '../fault.js';
import { connected } from '../history/journal.js';

const SERVICE = 'video-generation-service';

export const databaseStalls: Fault = {
  number: 11,
  title: 'while the table of jobs is locked no beat can be written, and still no job is finished by two runners',
  async play(scene) {
    const { stage } = scene;
    const understudy = await stage.understudy(SERVICE);
    scene.afterwards(() => stage.dismiss(understudy));
    await scene.films(2);
    await scene.until(
      'a shot is being filmed',
      async () => (await scene.sql(`SELECT 1 FROM video_generation.jobs WHERE state = 'running'`)).length > 0,
    );
    const seconds = scene.full ? 30 : 15;
    const other = await connected(stage.direct.database);
    try {
      await other.query('BEGIN; LOCK TABLE video_generation.jobs IN ACCESS EXCLUSIVE MODE');
      scene.say(`the table of jobs is locked by another session for ${seconds} s: longer than a lease`);
      await scene.last(seconds);
      await other.query('COMMIT');
      scene.say('the lock is gone');
    } finally {
      await other.end();
    }
  },
};

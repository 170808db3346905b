import { type Fault } from '../fault.js';
import { everybodyReady } from './05-broker-restarted.js';

export const databaseRestarted: Fault = {
  number: 10,
  title: 'a database that is shut down at once in the middle of transactions leaves no half of one, and is found again',
  short: true,
  async play(scene) {
    const { database } = scene.stage;
    for (let round = 1; round <= (scene.full ? 3 : 1); round++) {
      await scene.films(2);
      await scene.last(scene.chance.between(0, 3));
      await database.stop('SIGQUIT');
      scene.say(`the database is gone, with every transaction that was open (${round})`);
      await scene.last(scene.chance.between(1, 10));
      await database.start();
      scene.say('the database is back');
      await scene.until('every service is ready again', () => everybodyReady(scene));
    }
  },
};

import { type Fault } from '../fault.js';

export const connectionsClosed: Fault = {
  number: 8,
  title: 'an operator who closes every connection again and again ends no process and loses no run',
  async play(scene) {
    await scene.films(3);
    for (let round = 0; round < (scene.full ? 12 : 3); round++) {
      await scene.last(5);
      await scene.stage.broker.rabbitmqctl('close_all_connections', '--vhost', 'polyreel', 'by an operator');
      scene.say('every connection is closed');
      if (round % 4 === 0) await scene.films(1);
    }
  },
};

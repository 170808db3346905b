import { type Fault } from '../fault.js';

const ORCHESTRATOR = 'generation-orchestrator';
const QUEUE = `${ORCHESTRATOR}.generation-run`;
const HANDLED = `SELECT count(*)::int AS count FROM generation.inbox WHERE consumer = '${QUEUE}'`;

export const killedBeforeAcknowledging: Fault = {
  number: 3,
  title: 'a service that is killed between its commit and its acknowledgement, or between its commit and its publishing, has one effect',
  short: true,
  async play(scene) {
    const door = scene.stage.door(ORCHESTRATOR, 'broker');
    const handled = async () => (await scene.sql<{ count: number }>(HANDLED))[0]!.count;
    const unacknowledged = async () => (await scene.queue(QUEUE)).unacked;

    for (const [what, hold] of [
      ['its acknowledgements do not reach the broker', { named: 'polyreel consuming' }],
      ['nothing it says reaches the broker', {}],
    ] as const) {
      const before = await handled();
      door.hold('toServer', hold);
      scene.say(`${ORCHESTRATOR} goes on, but ${what}`);
      await scene.films(2);
      await scene.until(
        'it has committed what it could not acknowledge',
        async () => (await handled()) > before && (await unacknowledged()) > 0,
      );
      const [committed, open] = [(await handled()) - before, await unacknowledged()];
      await scene.stage.service(ORCHESTRATOR).end('SIGKILL');
      scene.say(`${ORCHESTRATOR} is killed with ${committed} events committed and ${open} deliveries unacknowledged`);
      door.release();
      door.cut();
      scene.stage.service(ORCHESTRATOR).start();
      await scene.stage.service(ORCHESTRATOR).ready();
    }
  },
};

import { type Fault } from '../fault.js';

const STATELESS = [
  'language-detection-service.detect-language',
  'translation-service.translate-text',
  'text-preprocessing-service.preprocess-text',
  'prompt-structuring-service.structure-prompt',
  'prompt-validation-service.validate-prompt',
  'prompt-enhancement-service.enhance-prompt',
];

export const killedWhileHandling: Fault = {
  number: 1,
  title: 'a service that is killed in the middle of a handler, a transaction or a job loses nothing and does nothing twice',
  short: true,
  async play(scene) {
    const { stage } = scene;
    const inHand = async (queue: string) => (await scene.queue(queue)).unacked > 0;

    const queue = scene.chance.pick(STATELESS);
    const stateless = queue.split('.')[0]!;
    stage.door(stateless, 'broker').hold('toServer', { named: 'polyreel publishing' });
    scene.say(`${stateless} cannot publish what it makes`);
    const [id] = await scene.films(1);
    await scene.until(`${queue} has a delivery in hand`, () => inHand(queue));
    await scene.stage.service(stateless).end('SIGKILL');
    scene.say(`${stateless} is killed with its handler's result unpublished`);
    stage.door(stateless, 'broker').release();
    stage.service(stateless).start();

    const orchestrator = 'generation-orchestrator';
    await scene.until('the next step of the run is told', () => scene.history.of('heard').some(({ source }) => source === stateless));
    stage.door(orchestrator, 'database').hold('toServer');
    scene.say(`${orchestrator} is in a transaction that does not go on`);
    await scene.until(`${orchestrator} has a delivery in hand`, () => inHand(`${orchestrator}.generation-run`));
    await stage.service(orchestrator).end('SIGKILL');
    scene.say(`${orchestrator} is killed in its transaction`);
    stage.door(orchestrator, 'database').release();
    stage.service(orchestrator).start();

    await scene.until('a shot is being filmed', async () => {
      const [row] = await scene.sql(`SELECT 1 FROM video_generation.jobs WHERE state = 'running' AND correlation_id = $1`, [id]);
      return row !== undefined;
    });
    await scene.killAndStart('video-generation-service');
    await scene.until('the run completes', async () => (await scene.prompter.view(id!)).status === 'completed');
    scene.mustHold('the film is finished although three of its makers were killed', true);
  },
};

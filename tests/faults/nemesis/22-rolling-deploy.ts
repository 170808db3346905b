import { setTimeout as pause } from 'node:timers/promises';
import { type Fault } from '../fault.js';

/** The management interface samples its counters every five seconds. */
const SAMPLES_MS = 6_000;

interface Counted {
  name: string;
  message_stats?: { redeliver?: number };
}

export const rollingDeploy: Fault = {
  number: 22,
  title: 'a rolling deploy under load is not noticed: nothing is delivered twice and every film is made',
  recoverySeconds: 400,
  async play(scene) {
    const { stage } = scene;
    const redelivered = async () => {
      await pause(SAMPLES_MS);
      const queues = await stage.broker.ask<Counted[]>('GET', 'queues/polyreel?columns=name,message_stats.redeliver');
      return new Map(queues.map(({ name, message_stats }) => [name, message_stats?.redeliver ?? 0]));
    };
    const before = await redelivered();
    const ids = await scene.films(2);
    const services = scene.chance.shuffled([...stage.services.values()]).slice(0, scene.full ? undefined : 4);
    for (const service of services) {
      if (service.name !== 'api-gateway' && service.name !== 'generation-orchestrator') ids.push(...(await scene.films(1)));
      const code = await service.end('SIGTERM');
      scene.mustHold(`${service.name} stops with exit code ${code}`, code === 0);
      service.start();
      await service.ready();
    }
    const unfinished = async () =>
      (await Promise.all(ids.map((id) => scene.prompter.view(id)))).filter(({ status }) => status !== 'completed');
    await scene.until('every film is finished', async () => (await unfinished()).length === 0, 400);
    const after = await redelivered();
    const twice = [...after].flatMap(([name, count]) =>
      count > (before.get(name) ?? 0) ? [`${name} ${count - (before.get(name) ?? 0)}`] : [],
    );
    scene.mustHold(`no delivery was repeated${twice.length > 0 ? `: ${twice.join(', ')}` : ''}`, twice.length === 0);
  },
};

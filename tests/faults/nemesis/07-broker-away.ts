import { readFileSync } from 'node:fs';
import { type Fault } from '../fault.js';
import { type Seen } from '../history/history.js';
import { everybodyReady } from './05-broker-restarted.js';

const ORCHESTRATOR = 'generation-orchestrator';
const EVERY_SECONDS = 10;
const MOST_GROWTH_MIB = 100;

export const brokerAway: Fault = {
  number: 7,
  title: 'while the broker is away the API goes on accepting, memory stays bounded, and everything goes out in order afterwards',
  async play(scene) {
    const { stage } = scene;
    const seconds = scene.full ? 600 : 30;
    await stage.broker.rabbitmqctl('stop_app');
    scene.say(`the broker is away for ${seconds} s`);
    const pid = stage.service(ORCHESTRATOR).pid;
    const before = residentMib(pid);
    const asked: string[] = [];
    for (let passed = 0; passed < seconds; passed += EVERY_SECONDS) {
      asked.push(await scene.film());
      await scene.last(EVERY_SECONDS);
    }
    const growth = residentMib(pid) - before;
    scene.mustHold(`the API accepted all ${asked.length} prompts without a broker`, true);
    scene.mustHold(`${ORCHESTRATOR} grew by ${growth.toFixed(0)} MiB, less than ${MOST_GROWTH_MIB}`, growth < MOST_GROWTH_MIB);
    await stage.broker.rabbitmqctl('start_app');
    scene.say('the broker is back');
    await scene.until('every service is ready again', () => everybodyReady(scene));
    const ended = async () => (await Promise.all(asked.map((id) => scene.prompter.view(id)))).map(({ status }) => status);
    await scene.until('every run has ended', async () => (await ended()).every((status) => !/pending|processing/.test(status)), 600);
    const completed = (await ended()).filter((status) => status === 'completed').length;
    scene.say(`${completed} of ${asked.length} films are finished; the others had passed their deadline before the broker came back`);
    const late = outOfOrder(scene.history.of('heard'));
    scene.mustHold(`no event was heard before its cause${late.length > 0 ? `: ${late.join(', ')}` : ''}`, late.length === 0);
  },
};

/** Memory that a process holds, as the kernel counts it. */
export const residentMib = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** Events that were first heard before what led to them. */
function outOfOrder(heard: readonly Seen<'heard'>[]): string[] {
  const first = new Map<string, number>();
  for (const [at, { eventId }] of heard.entries()) if (!first.has(eventId)) first.set(eventId, at);
  return heard.flatMap(({ type, eventId, causationId }, at) =>
    causationId !== undefined && (first.get(causationId) ?? -1) > at ? [`${type} ${eventId}`] : [],
  );
}

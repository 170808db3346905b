import { type Context, ServiceBroker } from 'moleculer';
import { setTimeout as pause } from 'node:timers/promises';
import { JoinInMemory, LAST_STEP, messageFor, type StepMessage, STEPS } from '../side-by-side/flow.js';
import type { StartPeer } from '../side-by-side/peer.js';

const eventOf = (step: number) => `step.${step}`;
const STEPS_AT_ONCE = 4;
const PROBE = 'probe';
const PROBE_EVERY_MS = 50;

/**
 * Moleculer's events over its AMQP transporter. Its own balancer is off, or an event for a service of the same node would never reach
 * RabbitMQ; queues and messages are lasting, which its defaults are not; it knows no confirms.
 */
export const start: StartPeer = async (host) => {
  const broker = new ServiceBroker({
    logger: false,
    disableBalancer: true,
    transporter: {
      type: 'AMQP',
      options: {
        url: host.urls.rabbitmq,
        prefetch: host.atOnce * STEPS_AT_ONCE,
        socketOptions: { noDelay: true },
        messageOptions: { persistent: true },
        autoDeleteQueues: false,
      },
    },
  });
  const join = new JoinInMemory();

  // It reads the parameter's name: called otherwise than `ctx`, it would be given the data alone, as older handlers are.
  const take = async (ctx: Context<StepMessage>) => {
    const { run, step, ask } = ctx.params;
    await host.work(run, step, ask);
    await Promise.all(join.after(run, step).map((next) => broker.emit(eventOf(next), messageFor(run, next))));
    if (step === LAST_STEP) host.ended(run);
  };

  let heard = false;
  const events = { ...Object.fromEntries(STEPS.map((step) => [eventOf(step), take])), [PROBE]: () => void (heard = true) };
  broker.createService({ name: 'flow', events });
  await broker.start();
  // It does not wait for its queues, and what is sent before they are there is lost without a word. The probe's is declared last.
  for (; !heard; await pause(PROBE_EVERY_MS)) await broker.emit(PROBE);
  return { submit: (run) => broker.emit(eventOf(1), messageFor(run, 1)), stop: () => broker.stop() };
};

import { once } from 'node:events';
import rascal from 'rascal';
import { JoinInMemory, LAST_STEP, messageFor, type StepMessage, STEPS } from '../side-by-side/flow.js';
import type { StartPeer } from '../side-by-side/peer.js';

const nameOf = (step: number) => `step.${step}`;
const perStep = (entry: (name: string) => object) => Object.fromEntries(STEPS.map((step) => [nameOf(step), entry(nameOf(step))]));

/** rascal with a quorum queue, a publication with confirms and a subscription per step. */
export const start: StartPeer = async (host) => {
  const vhost = new URL(host.urls.rabbitmq).pathname.slice(1);
  const broker = await rascal.BrokerAsPromised.create(
    rascal.withDefaultConfig({
      vhosts: {
        [vhost]: {
          connection: { url: host.urls.rabbitmq, socketOptions: { noDelay: true } },
          queues: perStep(() => ({ options: { durable: true, arguments: { 'x-queue-type': 'quorum' } } })),
          publications: perStep((queue) => ({ queue, confirm: true, options: { persistent: true } })),
          subscriptions: perStep((queue) => ({ queue, prefetch: host.atOnce })),
        },
      },
    }),
  );
  broker.on('error', (error) => console.error(error));
  const join = new JoinInMemory();

  const ask = async (run: string, step: number) => {
    const publication = await broker.publish(nameOf(step), messageFor(run, step));
    await once(publication, 'success');
  };

  const take = async ({ run, step, ask: id }: StepMessage) => {
    await host.work(run, step, id);
    await Promise.all(join.after(run, step).map((next) => ask(run, next)));
    if (step === LAST_STEP) host.ended(run);
  };

  for (const step of STEPS) {
    const subscription = await broker.subscribe(nameOf(step));
    subscription.on('message', (_message, content, ackOrNack) => {
      take(content as StepMessage).then(
        () => ackOrNack(),
        (error: Error) => ackOrNack(error),
      );
    });
    subscription.on('error', (error) => console.error(error));
  }
  return { submit: (run) => ask(run, 1), stop: () => broker.shutdown() };
};

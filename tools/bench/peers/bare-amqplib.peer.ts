import { type ConsumeMessage, connect } from 'amqplib';
import { JoinInMemory, LAST_STEP, messageFor, type StepMessage, STEPS } from '../side-by-side/flow.js';
import type { StartPeer } from '../side-by-side/peer.js';

const queueOf = (step: number) => `step.${step}`;

/**
 * The floor: bare amqplib, a queue per step, persistent messages, a confirm before every acknowledgement, noDelay, one connection to
 * publish and one to consume. What has come of a run is remembered by the process alone.
 */
export const startOn =
  (queueType: 'classic' | 'quorum'): StartPeer =>
  async (host) => {
    const [publishing, consuming] = await Promise.all([
      connect(host.urls.rabbitmq, { noDelay: true }),
      connect(host.urls.rabbitmq, { noDelay: true }),
    ]);
    const publisher = await publishing.createConfirmChannel();
    const join = new JoinInMemory();
    const inHand = new Set<Promise<void>>();

    const ask = (run: string, step: number) =>
      new Promise<void>((resolve, reject) =>
        publisher.publish('', queueOf(step), Buffer.from(JSON.stringify(messageFor(run, step))), { persistent: true }, (error) =>
          error ? reject(error as Error) : resolve(),
        ),
      );

    const take = async (message: ConsumeMessage) => {
      const { run, step, ask: id } = JSON.parse(message.content.toString()) as StepMessage;
      await host.work(run, step, id);
      await Promise.all(join.after(run, step).map((next) => ask(run, next)));
      if (step === LAST_STEP) host.ended(run);
    };

    for (const step of STEPS) {
      const channel = await consuming.createChannel();
      await channel.assertQueue(queueOf(step), { durable: true, arguments: { 'x-queue-type': queueType } });
      await channel.prefetch(host.atOnce);
      await channel.consume(queueOf(step), (message) => {
        if (!message) return;
        const taken = take(message).then(() => {
          channel.ack(message);
          inHand.delete(taken);
        });
        inHand.add(taken);
      });
    }
    return {
      submit: (run) => ask(run, 1),
      async stop() {
        // A run may have ended while the confirm that led to its last step is still on its way.
        await Promise.all(inHand);
        await consuming.close();
        await publishing.close();
      },
    };
  };

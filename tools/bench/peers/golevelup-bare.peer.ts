import 'reflect-metadata';
import { AmqpConnection, RabbitMQModule, RabbitSubscribe } from '@golevelup/nestjs-rabbitmq';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { JoinInMemory, LAST_STEP, messageFor, type StepMessage, STEPS } from '../side-by-side/flow.js';
import type { FlowHost, StartPeer } from '../side-by-side/peer.js';

const EXCHANGE = 'steps';
const keyOf = (step: number) => `step.${step}`;

/** @golevelup/nestjs-rabbitmq as its documents show it, a handler and a quorum queue per step; publish() waits for the confirm. */
export const startWith =
  (connectionOptions: { noDelay?: true }): StartPeer =>
  async (host) => {
    const module = RabbitMQModule.forRoot({
      uri: host.urls.rabbitmq,
      exchanges: [{ name: EXCHANGE, type: 'direct' }],
      prefetchCount: host.atOnce,
      defaultPublishOptions: { persistent: true },
      connectionInitOptions: { wait: true },
      connectionManagerOptions: { connectionOptions },
    });
    const application = await NestFactory.createApplicationContext(applicationOf(module, host), { logger: false });
    const connection = application.get(AmqpConnection);
    return {
      submit: async (run) => void (await connection.publish(EXCHANGE, keyOf(1), messageFor(run, 1))),
      stop: () => application.close(),
    };
  };

function applicationOf(rabbit: ReturnType<typeof RabbitMQModule.forRoot>, host: FlowHost) {
  class Steps {
    private readonly join = new JoinInMemory();

    constructor(private readonly connection: AmqpConnection) {}

    async take({ run, step, ask }: StepMessage): Promise<void> {
      await host.work(run, step, ask);
      await Promise.all(this.join.after(run, step).map((next) => this.connection.publish(EXCHANGE, keyOf(next), messageFor(run, next))));
      if (step === LAST_STEP) host.ended(run);
    }
  }
  Reflect.defineMetadata('design:paramtypes', [AmqpConnection], Steps);
  for (const step of STEPS) {
    // A decorator belongs to one method, so each step has its own.
    const name = `take${step}`;
    Object.defineProperty(Steps.prototype, name, {
      value(this: Steps, message: StepMessage) {
        return this.take(message);
      },
    });
    RabbitSubscribe({
      exchange: EXCHANGE,
      routingKey: keyOf(step),
      queue: keyOf(step),
      queueOptions: { durable: true, arguments: { 'x-queue-type': 'quorum' } },
    })(Steps.prototype, name, Object.getOwnPropertyDescriptor(Steps.prototype, name)!);
  }

  @Module({ imports: [rabbit], providers: [Steps] })
  class Application {}
  return Application;
}

import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type ClientProxy,
  ClientProxyFactory,
  Ctx,
  EventPattern,
  type MicroserviceOptions,
  Payload,
  type RmqContext,
  type RmqOptions,
  Transport,
} from '@nestjs/microservices';
import type { Channel, ConsumeMessage } from 'amqplib';
import { lastValueFrom } from 'rxjs';
import { JoinInMemory, LAST_STEP, messageFor, type StepMessage, STEPS } from '../side-by-side/flow.js';
import type { FlowHost, StartPeer } from '../side-by-side/peer.js';

const patternOf = (step: number) => `step.${step}`;
/** All handlers share the one queue of the service, and a stage has up to four steps at once. */
const STEPS_AT_ONCE = 4;

/** @nestjs/microservices' RabbitMQ transport, one quorum queue for the service, made to acknowledge by hand and to keep messages: its defaults do neither. */
export const start: StartPeer = async (host) => {
  const options: RmqOptions['options'] = {
    urls: [host.urls.rabbitmq],
    queue: 'steps',
    queueOptions: { durable: true, arguments: { 'x-queue-type': 'quorum' } },
    persistent: true,
    noAck: false,
    prefetchCount: host.atOnce * STEPS_AT_ONCE,
    socketOptions: { connectionOptions: { noDelay: true } },
  };
  // The client's own queue for answers takes no acknowledgement by hand.
  const client = ClientProxyFactory.create({ transport: Transport.RMQ, options: { ...options, noAck: true } });
  await client.connect();
  const application = await NestFactory.createMicroservice<MicroserviceOptions>(applicationOf(client, host), {
    transport: Transport.RMQ,
    options,
    logger: false,
  });
  await application.listen();
  return {
    submit: (run) => ask(client, run, 1),
    async stop() {
      await application.close();
      await client.close();
    },
  };
};

const ask = (client: ClientProxy, run: string, step: number): Promise<void> =>
  lastValueFrom(client.emit<void>(patternOf(step), messageFor(run, step)));

function applicationOf(client: ClientProxy, host: FlowHost) {
  @Controller()
  class Steps {
    private readonly join = new JoinInMemory();

    @EventPattern(STEPS.map(patternOf))
    async take(@Payload() { run, step, ask: id }: StepMessage, @Ctx() context: RmqContext) {
      await host.work(run, step, id);
      await Promise.all(this.join.after(run, step).map((next) => ask(client, run, next)));
      (context.getChannelRef() as Channel).ack(context.getMessage() as ConsumeMessage);
      if (step === LAST_STEP) host.ended(run);
    }
  }

  @Module({ controllers: [Steps] })
  class Application {}
  return Application;
}

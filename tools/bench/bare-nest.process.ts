/** The floor of the mesh benchmark: as many bare Nest applications as the mesh has services when it is whole, and nothing in them. */
import 'reflect-metadata';
import {
  Controller,
  Get,
  type INestApplication,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type ChannelModel, connect } from 'amqplib';
import { BARE_APPLICATIONS, FIRST_BARE_PORT } from './bare-nest.js';

let consumers = 0;

/** One connection and one quorum queue with a consumer, as amqplib gives them. */
@Injectable()
class Consumer implements OnApplicationBootstrap, OnApplicationShutdown {
  private connection?: ChannelModel;

  async onApplicationBootstrap(): Promise<void> {
    const queue = `bare.${consumers++}`;
    this.connection = await connect(process.env['RABBITMQ_URL']!, { noDelay: true });
    const channel = await this.connection.createChannel();
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await channel.prefetch(10);
    await channel.consume(queue, (message) => message && channel.ack(message));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection?.close();
  }
}

@Controller()
class Ready {
  @Get('ready')
  ready() {
    return { status: 'ready' };
  }
}

@Module({ controllers: [Ready], providers: [Consumer] })
class BareModule {}

const first = FIRST_BARE_PORT + Number(process.env['PORT_OFFSET']);
const applications: INestApplication[] = await Promise.all(
  Array.from({ length: BARE_APPLICATIONS }, async (_, at) => {
    const application = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
    await application.listen(first + at, '127.0.0.1');
    console.log(JSON.stringify({ port: first + at, message: `bare-${at} is ready` }));
    return application;
  }),
);
process.once('SIGTERM', () => void Promise.all(applications.map((one) => one.close())).then(() => process.exit(0)));

import { loggerFor, Readiness, ServiceIdentity } from '@polyreel/service-kit';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type BoundHandler, Dispatcher } from './dispatcher.js';
import type { Received } from './envelope.js';
import { handlerMetadataOf, handlerName, queueName } from './handles.decorator.js';
import { type Middleware, MIDDLEWARES } from './middleware/middleware.js';
import { RETRY_POLICY, type RetryPolicy } from './retry-policy.js';
import { type Subscription, Transport } from './transport.js';
import { UnitOfWork } from './unit-of-work.js';

/** Finds a service's handlers, gives each its queue, and on shutdown lets every message in hand finish. */
@Injectable()
export class Subscriber implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly service: ServiceIdentity,
    private readonly discovery: DiscoveryService,
    private readonly transport: Transport,
    private readonly readiness: Readiness,
    @Inject(RETRY_POLICY) private readonly retries: RetryPolicy,
    @Inject(MIDDLEWARES) private readonly middlewares: readonly Middleware[],
    @Optional() private readonly unitOfWork?: UnitOfWork,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const handlers = this.handlers();
    this.readiness.add('broker', () => this.transport.healthy);
    await this.transport.open(handlers.map((handler) => handler.queue));
    const log = loggerFor(this.service.name);
    this.subscriptions = await Promise.all(
      handlers.map((handler) => {
        const dispatcher = new Dispatcher(handler, this.transport, this.retries, log, this.unitOfWork, this.middlewares);
        return this.transport.consume(handler.queue, (delivery) => dispatcher.deliver(delivery));
      }),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain()));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }

  private handlers(): BoundHandler[] {
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const metadata = typeof metatype === 'function' ? handlerMetadataOf(metatype) : undefined;
      if (!metadata || !instance) return [];
      const handler = handlerName(metatype as never);
      const target = instance as { handle(data: unknown, message: Received): unknown };
      const types = metadata.contracts.map((contract) => contract.type);
      const queue = {
        name: queueName(this.service.name, handler),
        service: this.service.name,
        handler,
        types,
        concurrency: metadata.concurrency,
      };
      return [{ queue, emits: metadata.emits, handle: (data, message) => target.handle(data, message) }];
    });
  }
}

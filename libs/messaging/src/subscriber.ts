import { loggerFor, Readiness, ServiceIdentity, servicePorts } from '@polyreel/service-kit';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
  type Type,
} from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import { type BoundHandler, Dispatcher } from './dispatcher.js';
import { HandlerContexts, type HandlerInstance } from './handler-context.js';
import { handlerMetadataOf, queueOf } from './handles.decorator.js';
import { type HistoryKeeper, keepsHistory } from './keeps-history.decorator.js';
import { type LetterKeeper, keepsLetters } from './keeps-letters.decorator.js';
import { type Middleware, MIDDLEWARES } from './middleware/middleware.js';
import { RunTurns } from './run-turns.js';
import { RETRY_POLICY, type RetryPolicy } from './retry-policy.js';
import { KillSwitchConfig } from './kill-switch/kill-switch.config.js';
import { KillSwitch } from './kill-switch/kill-switch.js';
import { type Subscription, Transport } from './transport.js';
import { UnitOfWork } from './unit-of-work.js';

/** Finds a service's handlers, gives each its queue, lets a keeper of letters have them, and on shutdown lets every message in hand finish. */
@Injectable()
export class Subscriber implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly service: ServiceIdentity,
    private readonly discovery: DiscoveryService,
    private readonly transport: Transport,
    private readonly readiness: Readiness,
    private readonly moduleRef: ModuleRef,
    @Inject(RETRY_POLICY) private readonly retries: RetryPolicy,
    private readonly killSwitch: KillSwitchConfig,
    @Inject(MIDDLEWARES) private readonly middlewares: readonly Middleware[],
    @Optional() private readonly unitOfWork?: UnitOfWork,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const handlers = this.handlers();
    this.readiness.add('broker', () => this.transport.healthy);
    await this.transport.open(handlers.map((handler) => handler.queue));
    const log = loggerFor(this.service.name);
    const { settings } = this.killSwitch;
    const turns = this.unitOfWork && new RunTurns(this.unitOfWork);
    const consuming = handlers.map((handler) => {
      const dispatcher = new Dispatcher(handler, this.transport, this.retries, log, this.unitOfWork, this.middlewares, turns);
      return KillSwitch.consume(this.transport, handler.queue, (delivery) => dispatcher.deliver(delivery), settings, log);
    });
    this.subscriptions = await Promise.all([
      ...consuming.map(async (starting) => {
        const handler = await starting;
        this.readiness.addConcern(() => handler.concern);
        return handler;
      }),
      ...this.marked<LetterKeeper>(keepsLetters).map((keeper) =>
        this.transport.keepLetters([...servicePorts.keys()], (letter) => keeper.file(letter)),
      ),
      ...this.marked<HistoryKeeper>(keepsHistory).map((keeper) => this.transport.keepHistory((overheard) => keeper.record(overheard))),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain()));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }

  private marked<Keeper>(isMarked: (target: object) => boolean): Keeper[] {
    return this.discovery
      .getProviders()
      .flatMap(({ metatype, instance }) => (typeof metatype === 'function' && isMarked(metatype) ? [instance as Keeper] : []));
  }

  private handlers(): BoundHandler[] {
    const contexts = new HandlerContexts(this.moduleRef);
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const metadata = typeof metatype === 'function' ? handlerMetadataOf(metatype) : undefined;
      if (!metadata || !instance) return [];
      const queue = queueOf(this.service.name, metatype as Type, metadata);
      const { emits, decides } = metadata;
      const handle = contexts.around(instance as HandlerInstance);
      return [{ queue, emits, handle, decides: typeof decides === 'function' ? decides(instance as object) : decides }];
    });
  }
}

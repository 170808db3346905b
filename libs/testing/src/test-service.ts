import type { DataOf, Emitted } from '@polyreel/contracts';
import {
  type AnyContract,
  asList,
  type Envelope,
  envelopesOf,
  InMemoryTransport,
  MessagingConfig,
  RETRY_POLICY,
  Transport,
} from '@polyreel/messaging';
import { FailureFilter, IdentityConfig, loggerFor, NestLog, rootModuleOf } from '@polyreel/service-kit';
import type { Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DatabaseConfig } from '@polyreel/database';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';

import type { TestDatabase } from '@polyreel/test-servers';

export interface TestOptions {
  /** A broker to share between several services of one test. */
  broker?: InMemoryTransport;
  /** For a service with a schema: see testDatabase(). */
  database?: TestDatabase;
  /** Replaces providers, as Nest's testing module does. */
  override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

/** A service's real module on a broker in memory. */
export interface TestedService {
  readonly app: NestFastifyApplication;
  readonly broker: InMemoryTransport;
  /** Publishes an event as another service would; answers its envelope. */
  send(fact: Emitted, cause?: Omit<Envelope, 'data'>): Promise<Envelope>;
  /** Waits until the service has emitted `count` events of this contract, then gives their data. */
  emitted<Contract extends AnyContract>(contract: Contract, count?: number): Promise<DataOf<Contract>[]>;
  /** Lets every message in hand finish, then closes. Asking twice is fine. */
  stop(): Promise<void>;
}

/** Boots a service as main.ts does, but for the broker: events in, events out, no network. */
export async function testService(module: Type, options: TestOptions = {}): Promise<TestedService> {
  const broker = options.broker ?? new InMemoryTransport({ unroutable: 'keep' });
  const builder = Test.createTestingModule({ imports: [rootModuleOf(module)] })
    .setLogger(new NestLog(loggerFor('test')))
    .overrideProvider(Transport)
    .useValue(broker)
    .overrideProvider(MessagingConfig)
    .useValue({ RABBITMQ_URL: 'amqp://in-memory' })
    .overrideProvider(IdentityConfig)
    .useValue({ INTERNAL_SECRET: 'a secret for tests, as long as it must be' })
    .overrideProvider(RETRY_POLICY)
    .useValue({ immediate: 1, jitterMs: [0, 0], delaysMs: [1, 1] });
  if (options.database) builder.overrideProvider(DatabaseConfig).useValue(options.database.config);
  const testing = await (options.override?.(builder) ?? builder).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalFilters(new FailureFilter(loggerFor('test')));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  let stopped: Promise<void> | undefined;
  return {
    app,
    broker,
    async send(fact, cause) {
      const [envelope] = envelopesOf(asList(fact), 'test', cause);
      await broker.publish([envelope!]);
      return envelope!;
    },
    async emitted(contract, count = 1) {
      const found = () => broker.published.filter(({ type, source }) => type === contract.type && source !== 'test');
      await broker.until(() => found().length >= count);
      return found().map(({ data }) => contract.data.parse(data) as never);
    },
    stop: () => (stopped ??= app.close()),
  };
}

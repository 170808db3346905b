import 'reflect-metadata';
import { type DynamicModule, type INestApplication, Module, type Type } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { Server } from 'node:http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { hangUpOnDribblers } from './arrival.patience.js';
import { ConfigError, configFrom } from './config.js';
import { advertisedHost, registered } from './discovery/consul.registration.js';
import { Discovery } from './discovery/discovery.js';
import { DiscoveryConfig } from './discovery/discovery.config.js';
import { discoveryProvider } from './discovery/discovery.provider.js';
import { TimekeeperModule } from './every.decorator.js';
import { FailureFilter } from './failure.filter.js';
import { HealthController } from './health.controller.js';
import { Identities, IdentityConfig, IdentityGuard } from './identity.js';
import { loggerFor, NestLog } from './logger.js';
import { Neighbours } from './neighbours.js';
import { Readiness } from './readiness.js';
import { ServiceIdentity, serviceNameOf } from './service.decorator.js';
import { servicePorts } from './service-registry.js';
import { traceRequests } from './telemetry/http-spans.js';
import { startTelemetry } from './telemetry/telemetry.js';

export class HttpConfig extends configFrom(
  z.object({
    /** The address to listen on. Loopback unless told otherwise: containers set 0.0.0.0. */
    HOST: z.string().default('127.0.0.1'),
    /** Overrides the registry's port, for one service per process only. */
    PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    /** Proxies in front, as addresses and networks with commas between: only they are believed about where a request came from. */
    TRUSTED_PROXIES: z.string().optional(),
    /** Seconds within which a request must have arrived whole: a client that dribbles keeps no connection longer. */
    REQUEST_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30),
    /** The same where a file comes with it: 25 MB at 1 Mbit/s take 210. */
    UPLOAD_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(3_600).default(300),
  }),
) {}

/** Bodies larger than this are refused before they are read to the end; uploads go to the object store instead. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** How often requests are looked through for those that take too long to arrive. Node's own is half a minute. */
const LATE_REQUESTS_EVERY_MS = 2_000;
/** How long a stop waits for requests that are being answered. */
const REQUEST_GRACE_MS = 10_000;

@Module({})
class ServiceRoot {}

/** A service's module with what every service has: identity, health, readiness, discovery, one shape of failure. */
export function rootModuleOf(module: Type): DynamicModule {
  const name = serviceNameOf(module);
  const identity = new ServiceIdentity(name, servicePorts.get(name)!);
  return {
    module: ServiceRoot,
    global: true,
    imports: [module, TimekeeperModule],
    controllers: [HealthController],
    providers: [
      { provide: ServiceIdentity, useValue: identity },
      { provide: APP_GUARD, useClass: IdentityGuard },
      Readiness,
      discoveryProvider,
      DiscoveryConfig,
      Identities,
      IdentityConfig,
      Neighbours,
    ],
    exports: [ServiceIdentity, Readiness, Discovery, Identities, Neighbours],
  };
}

export interface RunningService {
  readonly name: string;
  readonly url: string;
  readonly app: INestApplication;
  /** Stops taking messages and requests, lets what runs finish, then closes. */
  stop(): Promise<void>;
}

/** Starts a service in this process and resolves once it answers. Several may run side by side. */
export async function startService(module: Type, overrides: { port?: number } = {}): Promise<RunningService> {
  const name = serviceNameOf(module);
  const log = loggerFor(name);
  const http = new HttpConfig();
  const arrival = { request: http.REQUEST_TIMEOUT_SECONDS, upload: http.UPLOAD_TIMEOUT_SECONDS };
  const headersTimeout = arrival.request * 1_000;
  // Node has one time for all requests: the longest. Who may take less is hung up on below.
  const requestTimeout = Math.max(arrival.request, arrival.upload) * 1_000;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout,
    http: { requestTimeout, headersTimeout, connectionsCheckingInterval: LATE_REQUESTS_EVERY_MS },
    trustProxy: http.TRUSTED_PROXIES ?? false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModuleOf(module), adapter, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new FailureFilter(log));
  hangUpOnDribblers(app.getHttpAdapter().getInstance(), arrival);
  traceRequests(app.getHttpAdapter().getInstance());
  const port = overrides.port ?? http.PORT ?? servicePorts.get(name)!;
  await app.listen(port, http.HOST);
  const url = await app.getUrl();
  const discovery = app.get(DiscoveryConfig);
  const host = advertisedHost(http.HOST, discovery.ADVERTISED_HOST);
  const registration = await registered({ name, host, port: Number(new URL(url).port) }, discovery, log);
  log.info({ port }, `${name} is ready`);
  const stop = async () => {
    // First, so that nobody is sent to a service that no longer listens.
    await registration?.end();
    // A feed or a download that somebody still reads would hold the stop up for as long as they like.
    const patience = setTimeout(() => (app.getHttpServer() as Server).closeAllConnections(), REQUEST_GRACE_MS);
    await app.close().finally(() => clearTimeout(patience));
  };
  return { name, url, app, stop };
}

/** A service's whole main.ts: runs it until a signal asks it to stop. */
export function runService(module: Type): void {
  const name = serviceNameOf(module);
  const log = loggerFor(name);
  const start = async () => {
    const telemetry = await startTelemetry(name, log);
    const service = await startService(module);
    return () => service.stop().finally(() => telemetry?.stop());
  };
  start().then(
    (stopAll) => {
      const stop = (signal: NodeJS.Signals) => {
        log.info({ signal }, `${name} finishes what it has and stops`);
        stopAll().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ err: error }, `${name} could not stop cleanly`);
            process.exit(1);
          },
        );
      };
      process.once('SIGTERM', stop).once('SIGINT', stop);
    },
    (error: unknown) => {
      if (error instanceof ConfigError) log.fatal(error.message);
      else log.fatal({ err: error }, `${name} could not start`);
      process.exit(1);
    },
  );
  // A rejection nobody awaited leaves state unknown: say so, then let the supervisor start a clean process.
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'a rejection went unhandled');
    process.exit(1);
  });
}

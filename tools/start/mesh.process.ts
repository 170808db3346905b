/** The whole mesh in one process: every service's own module, side by side. Its environment comes from whoever starts it. */
import { declareOnce, DEFAULT_RETRIES, handlersOf, MessagingConfig, topologyFor } from '@polyreel/messaging';
import { loggerFor, type RunningService, startService, startTelemetry } from '@polyreel/service-kit';
import { fileURLToPath } from 'node:url';
import { builtServices, serviceModule } from './services.js';

const log = loggerFor('mesh');
const APPS = fileURLToPath(new URL('../../apps', import.meta.url));

async function startAll(): Promise<RunningService[]> {
  const services = builtServices(APPS);
  const modules = await Promise.all(services.map(serviceModule));
  // Every queue before any service: an event must not find that its listener has none yet.
  await declareOnce(new MessagingConfig().RABBITMQ_URL, topologyFor(handlersOf(modules), DEFAULT_RETRIES));
  const started = await Promise.allSettled(services.map(({ port }, index) => startService(modules[index]!, { port })));
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = started.flatMap((result, index) =>
    result.status === 'rejected' ? [{ name: services[index]!.name, reason: result.reason as unknown }] : [],
  );
  if (failed.length === 0) return running;
  for (const { name, reason } of failed) log.fatal({ err: reason }, `${name} could not start`);
  await stopAll(running);
  throw new Error(`${failed.length} of ${services.length} services could not start`);
}

async function stopAll(running: readonly RunningService[]): Promise<void> {
  const stopped = await Promise.allSettled(running.map((service) => service.stop()));
  const failed = stopped.filter((result) => result.status === 'rejected');
  for (const { reason } of failed) log.error({ err: reason as unknown }, 'a service could not stop cleanly');
}

// A rejection nobody awaited leaves state unknown: say so, then let the supervisor start a clean process.
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'a rejection went unhandled');
  process.exit(1);
});

try {
  // One for all: a span says by its attributes which service made it.
  const telemetry = await startTelemetry('polyreel', log);
  const running = await startAll();
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void stopAll(running)
      .then(() => telemetry?.stop())
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
} catch (error) {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { configFrom } from '../config.js';
import type { Logger } from '../logger.js';

export class TelemetryConfig extends configFrom(
  z.object({
    /** Where traces go, as OTLP over HTTP: `http://127.0.0.1:4318`. Unset: nothing of OpenTelemetry's SDK is loaded. Its other OTEL_* variables apply. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  }),
) {}

/** The tracing of one process. */
export interface Telemetry {
  /** Sends what is still in memory, for a few seconds at most. Never rejects. */
  stop(): Promise<void>;
}

const FLUSH_MS = 5_000;

/**
 * Starts to send this process's spans where an endpoint is configured; call it once a process, before its services. What makes the
 * spans (messaging, HTTP) speaks to OpenTelemetry's API only, which does nothing where this was not started.
 */
export async function startTelemetry(service: string, log: Logger): Promise<Telemetry | undefined> {
  if (!new TelemetryConfig().OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
  const [{ NodeSDK, resources }, { UndiciInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-undici'),
  ]);
  const sdk = new NodeSDK({
    resource: resources.defaultResource().merge(
      resources.resourceFromAttributes({
        'service.name': service,
        'service.namespace': 'polyreel',
        'service.version': versionOf(dirname(fileURLToPath(import.meta.url))),
        'service.instance.id': randomUUID(),
      }),
    ),
    // Not the process's: its command line is nobody else's business.
    resourceDetectors: [resources.envDetector],
    // Of amqplib there is none: it would overwrite the traceparent that an event was made with.
    instrumentations: [new UndiciInstrumentation({ requireParentforSpans: true, startSpanHook: withoutQuery })],
    // Figures are Prometheus's, at /metrics; lines are the log's.
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return { stop: () => flushed(sdk.shutdown(), log) };
}

/** A query may hold a key or a signature. */
const withoutQuery = ({ origin, path }: { origin: string; path: string }) => ({
  'url.full': `${origin}${path.split('?')[0]}`,
  'url.query': '',
});

async function flushed(shutdown: Promise<void>, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the collector did not take the last spans within ${FLUSH_MS / 1_000} s`)), FLUSH_MS);
  });
  try {
    await Promise.race([shutdown, late]);
  } catch (error) {
    log.warn({ err: error }, 'spans are lost');
  } finally {
    clearTimeout(timer);
  }
}

/** The version in the nearest package.json above: sources and build lie at different depths. */
function versionOf(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return versionOf(dirname(folder));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

import { consumed, failed, processDuration, retried, skipped } from '../telemetry/metrics.js';
import type { Middleware } from './middleware.js';

/** Counts deliveries by outcome and times them. */
export const metrics: Middleware = async ({ queue, envelope, delivery }, next) => {
  const labels = { queue: queue.name, type: envelope?.type ?? delivery.routingKey };
  const stop = processDuration.startTimer({ queue: queue.name });
  const verdict = await next();
  stop({ outcome: verdict.kind });
  consumed.inc({ ...labels, outcome: verdict.kind });
  if (verdict.kind === 'retry') retried.inc({ queue: queue.name, bucket: `${verdict.delayMs / 1_000}s` });
  if (verdict.kind === 'dead') failed.inc({ ...labels, error_type: verdict.error.code ?? verdict.error.name });
  if (verdict.kind === 'skipped') skipped.inc(labels);
  return verdict;
};

import { Counter, Gauge, Histogram } from 'prom-client';

/** Seconds; up to half an hour, because a handler that long is a mistake worth seeing (OpenTelemetry's buckets and ours). */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

/** Names follow OpenTelemetry's messaging conventions where it has one (`messaging.*`), ours are `app.*`; dots become underscores. */
export const processDuration = new Histogram({
  name: 'messaging_process_duration_seconds',
  help: 'Time from a delivery to its verdict.',
  labelNames: ['queue', 'outcome'],
  buckets: SECONDS,
});
export const publishDuration = new Histogram({
  name: 'messaging_client_operation_duration_seconds',
  help: 'Time from a publish to its confirm.',
  labelNames: ['operation', 'outcome'],
  buckets: SECONDS,
});
export const sent = new Counter({
  name: 'messaging_client_sent_messages_total',
  help: 'Messages that the broker confirmed.',
  labelNames: ['type'],
});
export const consumed = new Counter({
  name: 'messaging_client_consumed_messages_total',
  help: 'Deliveries by their verdict.',
  labelNames: ['queue', 'type', 'outcome'],
});
export const retried = new Counter({ name: 'app_retries_total', help: 'Delayed retries.', labelNames: ['queue', 'bucket'] });
export const failed = new Counter({
  name: 'app_failed_messages_total',
  help: 'Messages that now rest among the dead letters.',
  labelNames: ['queue', 'type', 'error_type'],
});
export const skipped = new Counter({
  name: 'app_skipped_messages_total',
  help: 'Messages of a type or major version that nobody knows.',
  labelNames: ['queue', 'type'],
});
export const unroutable = new Counter({
  name: 'app_unroutable_messages_total',
  help: 'Events that somebody should hear but that found no queue.',
  labelNames: ['type'],
});
export const consumersExpected = new Gauge({
  name: 'app_consumers_expected',
  help: 'Queues that this process should consume now: paused ones are not among them.',
});
export const consumersActual = new Gauge({ name: 'app_consumers_actual', help: 'Of those, the ones whose consumer the broker knows.' });
export const consumerRestarts = new Counter({
  name: 'app_consumer_restarts_total',
  help: 'Consumers that the broker dropped and that were started again.',
  labelNames: ['queue'],
});
export const consumersPaused = new Gauge({
  name: 'app_consumers_paused',
  help: '1 while the kill switch of a queue lets nothing through to its handler, which keeps failing.',
  labelNames: ['queue'],
});
export const killSwitchTrips = new Counter({
  name: 'app_kill_switch_trips_total',
  help: 'How often a handler that keeps failing was paused.',
  labelNames: ['queue'],
});
export const blockedConnections = new Gauge({
  name: 'app_broker_blocked_connections',
  help: 'Connections that the broker holds back because it is short of memory or disk.',
});

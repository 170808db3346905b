import { HandlerFaulted } from '@polyreel/contracts';
import { type Envelope, envelopesOf } from './envelope.js';
import { currentTrace } from './telemetry/trace-context.js';
import type { QueueSpec, Verdict } from './transport.js';

/** The event that says that a message has spent its attempts. A fault about a fault would only echo: there is none. */
export function faultOf(queue: QueueSpec, envelope: Envelope, verdict: Extract<Verdict, { kind: 'dead' }>): Envelope[] {
  if (envelope.type === HandlerFaulted.type) return [];
  const { id, type, correlationid } = envelope;
  const { name, message, code } = verdict.error;
  const fault = HandlerFaulted({
    handler: queue.handler,
    service: queue.service,
    queue: queue.name,
    event: { id, type, correlationid },
    error: { name, message, code },
    attempts: verdict.attempts,
    firstFailedAt: verdict.firstFailedAt,
  });
  // Two queues may fail on one event: each tells its own fault.
  return envelopesOf([fault], queue.service, { ...envelope, id: `${id}:${queue.name}` }, currentTrace(envelope));
}

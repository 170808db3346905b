import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type Envelope } from '../envelope.js';
import { publishDuration, sent, unroutable } from './metrics.js';
import { Unroutable } from '../transport.js';

const tracer = trace.getTracer('polyreel.messaging');

/** Publishes inside a producer span that links to where the event was made, and counts what became of it. */
export async function published(envelope: Envelope, destination: string, send: () => Promise<void>): Promise<void> {
  const creation = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, envelope));
  const span = tracer.startSpan(`publish ${destination}`, {
    kind: SpanKind.PRODUCER,
    links: creation ? [{ context: creation }] : [],
    attributes: {
      'messaging.system': 'rabbitmq',
      'messaging.system.name': 'rabbitmq',
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'send',
      'messaging.destination.name': destination,
      'rabbitmq.destination.routing_key': envelope.type,
      'messaging.message.id': envelope.id,
      'messaging.message.conversation_id': envelope.correlationid,
    },
  });
  const stop = publishDuration.startTimer({ operation: 'publish' });
  try {
    await context.with(trace.setSpan(context.active(), span), send);
    sent.inc({ type: envelope.type });
    stop({ outcome: 'confirmed' });
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    if (error instanceof Unroutable) unroutable.inc({ type: envelope.type });
    stop({ outcome: name });
    span.setAttribute('error.type', name).setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

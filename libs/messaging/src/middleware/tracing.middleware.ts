import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Verdict } from '../transport.js';
import type { Incoming, Middleware } from './middleware.js';

const tracer = trace.getTracer('polyreel.messaging');

/**
 * A consumer span around every delivery. Its parent is the event's creation context, so that a whole run is one trace, and it links
 * there too, as OpenTelemetry's messaging conventions ask.
 */
export const tracing: Middleware = (incoming, next) => {
  const creation = propagation.extract(ROOT_CONTEXT, incoming.envelope ?? {});
  const made = trace.getSpanContext(creation);
  const links = made ? [{ context: made }] : [];
  const { name } = incoming.queue;
  const span = tracer.startSpan(`process ${name}`, { kind: SpanKind.CONSUMER, links, attributes: attributesOf(incoming) }, creation);
  return context.with(trace.setSpan(creation, span), () => ended(span, next));
};

async function ended(span: Span, next: () => Promise<Verdict>): Promise<Verdict> {
  try {
    const verdict = await next();
    span.setAttribute('app.verdict', verdict.kind);
    if (verdict.kind === 'retry' || verdict.kind === 'dead') {
      span.setAttribute('error.type', verdict.error.code ?? verdict.error.name);
      span.setStatus({ code: SpanStatusCode.ERROR, message: verdict.error.message });
    }
    return verdict;
  } finally {
    span.end();
  }
}

const attributesOf = ({ delivery, queue, envelope }: Incoming) => ({
  'messaging.system': 'rabbitmq',
  'messaging.system.name': 'rabbitmq',
  'messaging.operation.name': 'process',
  'messaging.operation.type': 'process',
  'messaging.destination.name': queue.name,
  'rabbitmq.destination.routing_key': delivery.routingKey,
  'messaging.message.id': envelope?.id,
  'messaging.message.conversation_id': envelope?.correlationid,
  'messaging.message.body.size': delivery.body.byteLength,
  'messaging.consumer.group.name': queue.service,
  'app.messaging.queue': queue.name,
  'app.attempt': delivery.attempt,
});

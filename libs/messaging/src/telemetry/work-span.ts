import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Trace } from '../envelope.js';

const tracer = trace.getTracer('polyreel.messaging');

/** Runs work that an event asked for, long after it was acknowledged, in a span of that event's trace. */
export function inSpanOf<T>(cause: Trace, name: string, work: () => Promise<T>): Promise<T> {
  const creation = propagation.extract(ROOT_CONTEXT, cause);
  const span = tracer.startSpan(name, {}, creation);
  return context.with(trace.setSpan(creation, span), async () => {
    try {
      return await work();
    } catch (error) {
      span.setAttribute('error.type', error instanceof Error ? error.name : 'Error').setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

import { context, propagation } from '@opentelemetry/api';
import type { Trace } from '../envelope.js';

/**
 * The creation context that an event carries: the span in which it came to be, or, where this process does not trace, its cause's,
 * so that a trace passes through. It is fixed when the event is made and not when it is published: an outbox may publish later.
 */
export function currentTrace(cause?: Trace): Trace {
  const carrier: Trace = {};
  propagation.inject(context.active(), carrier);
  if (carrier.traceparent) return carrier;
  return { traceparent: cause?.traceparent, tracestate: cause?.tracestate };
}

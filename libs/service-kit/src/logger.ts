import { trace } from '@opentelemetry/api';
import type { LoggerService } from '@nestjs/common';
import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/** Leads from a line to the trace that it was said in. */
const traceIds = () => {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
};

const root = pino({
  level: process.env['LOG_LEVEL'] || 'info',
  base: null,
  timestamp: stdTimeFunctions.isoTime,
  messageKey: 'message',
  mixin: traceIds,
});

/** A structured logger that names its service in every line. */
export const loggerFor = (service: string): Logger => root.child({ service });

/** Lets Nest write through pino. What Nest calls "log" is start-up chatter here, kept for LOG_LEVEL=debug. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string) {
    this.pino.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string) {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string) {
    this.pino.error({ context, stack }, String(message));
  }

  debug(message: unknown, context?: string) {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string) {
    this.pino.trace({ context }, String(message));
  }
}

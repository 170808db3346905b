import { trace } from '@opentelemetry/api';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { logLine } from './log.line.js';

export type { Logger } from 'pino';

/** Leads from a line to the trace that it was said in. */
const traceIds = () => {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
};

/** A logger that writes there. Whatever it is told, each line is one JSON object, in printable characters and of bounded length. */
export const loggerTo = (there: DestinationStream): Logger =>
  pino(
    {
      level: process.env['LOG_LEVEL'] || 'info',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      messageKey: 'message',
      mixin: traceIds,
    },
    { write: (line) => there.write(logLine(line)) },
  );

const root = loggerTo(pino.destination({ fd: 1, sync: true }));

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

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ZodError } from 'zod';
import { AppError } from './app.error.js';
import type { Logger } from './logger.js';

/** When to come back to a service that is away. */
const RETRY_AFTER_SECONDS = 5;

/** Turns whatever was thrown into the API's one shape of failure. What nobody foresaw is logged and told as `internal_error` only. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost) {
    const failure = asAppError(thrown);
    this.log[failure.logLevel]({ err: thrown, code: failure.code }, failure.message);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    const retryAfter = (failure.details as { retryAfterSeconds?: number } | undefined)?.retryAfterSeconds;
    if (retryAfter ?? failure.statusCode === 503) void reply.header('retry-after', retryAfter ?? RETRY_AFTER_SECONDS);
    void reply.status(failure.statusCode).send(failureBody(failure));
  }
}

/** The body of every failed answer. */
export const failureBody = ({ message, code, statusCode, details }: AppError) => ({
  error: { message, code, statusCode, ...(details === undefined ? {} : { details }) },
  timestamp: new Date().toISOString(),
});

/** What Fastify and Nest throw themselves, in our words. */
const KNOWN: Record<number, [code: string, message: string]> = {
  400: ['bad_request', 'The request could not be read.'],
  404: ['not_found', 'There is nothing here.'],
  405: ['method_not_allowed', 'This method is not allowed here.'],
  408: ['request_timeout', 'The request took too long to arrive.'],
  413: ['body_too_large', 'The request body is too large.'],
  415: ['unsupported_media_type', 'Send JSON with content-type application/json.'],
};

/**
 * Codes that say that what we stand on is away or full, which is nobody's mistake and passes. SQLSTATE (PostgreSQL, appendix A): class 08 a
 * lost connection, 53 no room, no memory or no connection left, 57P01 to 57P03 a server that stops or starts, 58 a broken disk; and Node's
 * own of a connection.
 */
const WILL_PASS = /^(08\w{3}|53\w{3}|57P0[123]|58\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ZodError) return misfit(thrown);
  const status = thrown instanceof HttpException ? thrown.getStatus() : Number((thrown as { statusCode?: unknown })?.statusCode);
  const known = KNOWN[status];
  if (known) return new AppError(known[0], known[1], status);
  if (WILL_PASS.test(String((thrown as { code?: unknown })?.code)))
    return new AppError('service_unavailable', 'Something that this needs is away or full. Try again in a moment.', 503);
  return new AppError('internal_error', 'Something went wrong on our side. The request id leads to the cause in the logs.', 500);
}

/** What of a request does not fit. The code names the first misfit: its own where the schema gives one, else `<field>_invalid`. */
function misfit({ issues }: ZodError): AppError {
  const details = issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const [first] = issues;
  const own = first?.code === 'custom' ? (first.params as { code?: string } | undefined)?.code : undefined;
  const field =
    first?.path[0] === undefined
      ? 'request'
      : String(first.path[0])
          .replace(/([a-z])([A-Z])/g, '$1_$2')
          .toLowerCase();
  const said = details.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return new AppError(own ?? `${field}_invalid`, `The request does not fit. ${said}`, 400, details);
}

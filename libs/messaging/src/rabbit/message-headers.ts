import type { ConsumeMessage, Options } from 'amqplib';
import { CONTENT_TYPE, type Envelope } from '../envelope.js';
import type { Delivery, QueueSpec, Verdict } from '../transport.js';

/** What stands on a message beside its body. The original type is kept, because every hop through the broker changes the routing key. */
export const HEADER = {
  attempt: 'x-attempt',
  firstFailedAt: 'x-first-failed-at',
  lastFailedAt: 'x-last-failed-at',
  originalType: 'x-original-type',
  service: 'x-service',
  handler: 'x-handler',
  queue: 'x-queue',
  attempts: 'x-attempts',
  replay: 'x-replay',
  reason: 'x-reason',
  errorName: 'x-error-name',
  errorCode: 'x-error-code',
  errorMessage: 'x-error-message',
  errorStack: 'x-error-stack',
} as const;

/** The AMQP properties that mirror an envelope, so that an operator's tools need not parse bodies. */
export const propertiesOf = (envelope: Envelope) => ({
  messageId: envelope.id,
  type: envelope.type,
  correlationId: envelope.correlationid,
  appId: envelope.source,
  contentType: CONTENT_TYPE,
  timestamp: Math.floor(Date.parse(envelope.time) / 1_000),
  headers: { [HEADER.originalType]: envelope.type },
});

export function deliveryOf({ content, fields, properties }: ConsumeMessage): Delivery {
  const headers = properties.headers ?? {};
  const attempt = Number(headers[HEADER.attempt] ?? 1);
  const firstFailedAt = headers[HEADER.firstFailedAt] as unknown;
  return {
    body: content,
    routingKey: String(headers[HEADER.originalType] ?? fields.routingKey),
    attempt: Number.isInteger(attempt) && attempt > 0 ? attempt : 1,
    firstFailedAt: typeof firstFailedAt === 'string' ? firstFailedAt : undefined,
    redelivered: fields.redelivered,
  };
}

/** The copy that goes on in a message's stead: the same identity, with what happened written on it. */
export function copyOf(
  { properties, fields }: ConsumeMessage,
  queue: QueueSpec,
  verdict: Verdict,
): Options.Publish & { messageId: string } {
  // 3.10 counts a client's x-death, 4.x ignores it: a copy starts its own.
  const { 'x-death': _death, 'x-delivery-count': _count, ...kept } = properties.headers ?? {};
  const { messageId, type, correlationId, appId, contentType, timestamp } = properties as Options.Publish;
  const originalType = kept[HEADER.originalType] ?? fields.routingKey;
  return {
    ...{ type, correlationId, appId, contentType, timestamp },
    messageId: String(messageId ?? `${queue.name}#${fields.deliveryTag}`),
    mandatory: true,
    headers: {
      ...kept,
      [HEADER.originalType]: originalType,
      ...wordsOn(verdict, deliveryOf({ fields, properties } as never).attempt, queue),
    },
  };
}

function wordsOn(verdict: Verdict, attempt: number, { service, handler, name }: QueueSpec): Record<string, unknown> {
  const place = { [HEADER.service]: service, [HEADER.handler]: handler, [HEADER.queue]: name };
  switch (verdict.kind) {
    case 'done':
      return {};
    case 'retry':
      return {
        [HEADER.attempt]: attempt + 1,
        [HEADER.firstFailedAt]: verdict.firstFailedAt,
        [HEADER.errorName]: verdict.error.name,
        [HEADER.errorMessage]: verdict.error.message,
      };
    case 'skipped':
      return { ...place, [HEADER.reason]: verdict.reason, [HEADER.lastFailedAt]: new Date().toISOString() };
    case 'dead':
      return {
        ...place,
        [HEADER.reason]: verdict.error.code ?? verdict.error.name,
        [HEADER.errorName]: verdict.error.name,
        [HEADER.errorCode]: verdict.error.code,
        [HEADER.errorMessage]: verdict.error.message,
        [HEADER.errorStack]: verdict.error.stack,
        [HEADER.attempts]: verdict.attempts,
        [HEADER.firstFailedAt]: verdict.firstFailedAt,
        [HEADER.lastFailedAt]: verdict.lastFailedAt,
      };
  }
}

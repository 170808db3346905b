import type { ConsumeMessage, Options } from 'amqplib';
import type { Letter, Returnable, Stamps } from '../letter.js';
import type { Failure } from '../transport.js';
import { HEADER } from './message-headers.js';
import { DEAD } from './topology.js';

/** Written by a failure or by the broker: what is handed back must look as if it came for the first time. */
const OF_THE_JOURNEY = new Set<string>([
  ...Object.values(HEADER),
  ...['x-death', 'x-delivery-count', 'x-acquired-count'],
  ...['first', 'last'].flatMap((which) => ['queue', 'reason', 'exchange'].map((what) => `x-${which}-death-${what}`)),
]);
const PROPERTIES = ['messageId', 'type', 'correlationId', 'appId', 'contentType', 'timestamp'] as const;
const HEADER_PREFIX = 'header:';

interface Death {
  reason?: string;
  time?: { value?: number };
  'routing-keys'?: string[];
}

/** What a message at rest says of itself: in our words where a verdict laid it there, in the broker's where its limit did. */
export function letterOf({ content, fields, properties }: ConsumeMessage, kind: Letter['kind']): Letter {
  const headers = (properties.headers ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const deaths = Array.isArray(headers['x-death']) ? (headers['x-death'] as Death[]) : [];
  const limit = deaths.find(({ reason }) => reason === 'delivery_limit') ?? deaths[0];
  const queue = text(HEADER.queue) ?? (fields.exchange === DEAD ? fields.routingKey : fields.routingKey.replace(/\.(dead|skipped)$/, ''));
  const [service = queue, handler = ''] = queue.split(/\.(.*)/s);
  const brokersTime = limit?.time?.value ?? (properties.timestamp as number | undefined);
  const lastFailedAt = text(HEADER.lastFailedAt) ?? new Date(brokersTime ? brokersTime * 1_000 : Date.now()).toISOString();
  return {
    kind,
    queue,
    service: text(HEADER.service) ?? service,
    handler: text(HEADER.handler) ?? handler,
    type: text(HEADER.originalType) ?? limit?.['routing-keys']?.[0] ?? fields.routingKey,
    body: content,
    error: errorOn(text, kind, limit?.reason),
    attempts: Number(headers[HEADER.attempts] ?? headers[HEADER.attempt] ?? 1) || 1,
    firstFailedAt: text(HEADER.firstFailedAt) ?? lastFailedAt,
    lastFailedAt,
    replay: text(HEADER.replay),
    lostBefore: Number(headers['x-delivery-count'] ?? 0) || 0,
    stamps: stampsOf(properties, headers),
  };
}

function errorOn(text: (name: string) => string | undefined, kind: Letter['kind'], brokersReason = 'unknown'): Failure {
  const reason = text(HEADER.reason);
  if (kind === 'skipped') return { name: 'Skipped', code: 'unknown_type', message: reason ?? 'nobody there knows its type' };
  if (reason === undefined) {
    return { name: 'GivenUpByBroker', code: brokersReason, message: `the broker gave it up by itself: ${brokersReason}` };
  }
  return {
    name: text(HEADER.errorName) ?? reason,
    code: text(HEADER.errorCode),
    message: text(HEADER.errorMessage) ?? reason,
    stack: text(HEADER.errorStack),
  };
}

/** Properties, and headers of foreign publishers that JSON can keep. */
function stampsOf(properties: ConsumeMessage['properties'], headers: Record<string, unknown>): Stamps {
  const own = PROPERTIES.map((name): [string, unknown] => [name, (properties as Options.Publish)[name]]);
  const foreign = Object.entries(headers).flatMap(([name, value]): [string, unknown][] =>
    OF_THE_JOURNEY.has(name) ? [] : [[`${HEADER_PREFIX}${name}`, value]],
  );
  return Object.fromEntries([...own, ...foreign].flatMap(([name, value]) => (isPlain(value) ? [[name, value]] : [])));
}

const isPlain = (value: unknown): value is Stamps[string] =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

/** How a letter travels back: its own stamps, its type, and the replay's name. */
export function returnOptions({ stamps, type, queue }: Returnable, replay: string): Options.Publish & { messageId: string } {
  const entries = Object.entries(stamps);
  const properties = Object.fromEntries(entries.filter(([name]) => !name.startsWith(HEADER_PREFIX)));
  const foreign = entries.flatMap(([name, value]) =>
    name.startsWith(HEADER_PREFIX) ? [[name.slice(HEADER_PREFIX.length), value] as const] : [],
  );
  return {
    ...properties,
    messageId: String(properties['messageId'] ?? `${queue}#${replay}`),
    mandatory: true,
    headers: { ...Object.fromEntries(foreign), [HEADER.originalType]: type, [HEADER.replay]: replay },
  };
}

/** The same letter, for a later look: everything that letterOf() would say of it, in headers that any broker carries. */
export function laterOptions(letter: Letter): Options.Publish & { messageId: string } {
  const { error } = letter;
  const { headers, ...properties } = returnOptions(letter, letter.replay ?? '');
  return {
    ...properties,
    headers: {
      ...headers,
      [HEADER.replay]: letter.replay,
      [HEADER.service]: letter.service,
      [HEADER.handler]: letter.handler,
      [HEADER.queue]: letter.queue,
      [HEADER.reason]: letter.kind === 'skipped' ? error.message : (error.code ?? error.name),
      [HEADER.errorName]: error.name,
      [HEADER.errorCode]: error.code,
      [HEADER.errorMessage]: error.message,
      [HEADER.errorStack]: error.stack,
      [HEADER.attempts]: letter.attempts,
      [HEADER.firstFailedAt]: letter.firstFailedAt,
      [HEADER.lastFailedAt]: letter.lastFailedAt,
    },
  };
}

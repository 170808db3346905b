import { derivedId, Envelope, type Overheard } from '@polyreel/messaging';
import { createHash } from 'node:crypto';
import { validate } from 'uuid';

/** An event as its row takes it: within bounds, fit for PostgreSQL, and without what a history has no use for. */
export interface EventRecord {
  id: string;
  type: string;
  source: string;
  subject: string | null;
  correlationId: string;
  causationId: string | null;
  userId: string | null;
  tier: string | null;
  at: string;
  provider: string | null;
  model: string | null;
  costUsd: number | null;
  tookMs: number | null;
  data: unknown;
}

const TEXT = 300;
const MOST_DATA_BYTES = 64 * 1024;
/** Secrets, and what would tell where or how to reach a person: nobody needs that to see what happened. */
const NOT_KEPT =
  /secret|password|passphrase|token|authorization|credential|signature|api_?key|webhook_?url|link|^email$|^address$|^device$/i;
const REMOVED = '[not kept]';

/** Never throws: what cannot be read is recorded as that. */
export function recordOf({ body, type }: Overheard): EventRecord {
  const envelope = envelopeIn(body);
  if (!envelope) {
    const bytes = createHash('sha256').update(body).digest('hex');
    return {
      ...EMPTY,
      id: derivedId('overheard', bytes),
      type: fit(type),
      source: 'unknown',
      correlationId: 'unknown',
      at: new Date().toISOString(),
    };
  }
  const { id, source, subject, correlationid, causationid, userid, tier, time, data } = envelope;
  const said = (data ?? {}) as Record<string, unknown>;
  return {
    id: validate(id) ? id : derivedId('overheard', id),
    type: fit(envelope.type),
    source: fit(source),
    subject: fitOrNull(subject),
    correlationId: fit(correlationid),
    causationId: fitOrNull(causationid),
    userId: fitOrNull(userid),
    tier: fitOrNull(tier),
    at: timeOf(time),
    ...doneBy(said),
    costUsd: numberOrNull(said['costUsd']),
    tookMs: numberOrNull(said['processingTimeMs'] ?? said['totalProcessingTimeMs']),
    data: kept(said),
  };
}

/** Pictures name provider and model; speech names both as its engine, `openai whisper-1`, and what it costs. */
function doneBy({ provider, model, engine, costUsd }: Record<string, unknown>): Pick<EventRecord, 'provider' | 'model'> {
  if (typeof engine !== 'string' || typeof costUsd !== 'number') return { provider: fitOrNull(provider), model: fitOrNull(model) };
  const [name, ...rest] = engine.split(' ');
  return { provider: fitOrNull(name), model: fitOrNull(rest.join(' ')) };
}

const EMPTY = {
  subject: null,
  causationId: null,
  userId: null,
  tier: null,
  provider: null,
  model: null,
  costUsd: null,
  tookMs: null,
  data: { unreadable: true },
};

function envelopeIn(body: Uint8Array): Envelope | undefined {
  try {
    return Envelope.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch {
    return undefined;
  }
}

function kept(data: unknown): unknown {
  try {
    const text = JSON.stringify(data, (key, value: unknown) => (NOT_KEPT.test(key) && value !== undefined ? REMOVED : value));
    if (Buffer.byteLength(text) > MOST_DATA_BYTES) return { tooLarge: true, bytes: Buffer.byteLength(text) };
    // PostgreSQL's JSON holds neither NUL nor half a surrogate pair, which JSON.stringify writes as escapes.
    return JSON.parse(text.replaceAll('\\u0000', '\\ufffd').replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\\ufffd'));
  } catch {
    return { unreadable: true };
  }
}

/** PostgreSQL's text holds no NUL, and half a surrogate pair is no character. */
const fit = (text: string): string => Buffer.from(text.slice(0, TEXT).replaceAll('\0', '\uFFFD')).toString();
const fitOrNull = (value: unknown): string | null => (typeof value === 'string' ? fit(value) : null);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** A time that a timestamptz takes; what claims to be from another age is from now. */
function timeOf(text: string): string {
  const time = new Date(text);
  const year = time.getUTCFullYear();
  return year >= 1970 && year <= 9_999 ? time.toISOString() : new Date().toISOString();
}

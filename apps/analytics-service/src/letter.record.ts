import { derivedId, type Letter, type Stamps } from '@polyreel/messaging';
import { createHash } from 'node:crypto';

/** Four times what a message of ours may weigh; of what a foreign program sent beyond that, the beginning is kept for a look. */
export const KEPT_BODY_BYTES = 1024 * 1024;

/** A letter that its keeper died over so often is filed without being read: whatever is in it must not end the process once more. */
const UNREAD_AFTER_LOSSES = 5;

const TEXT = 500;
const MESSAGE = 2_000;
const STACK = 4_000;
/** AMQP's names and properties hold no more. */
const SHORT_STRING_BYTES = 255;
const LARGEST_INTEGER = 2_147_483_647;

/** A letter as its row takes it: every word within bounds and fit for PostgreSQL. */
export interface LetterRecord {
  id: string;
  service: string;
  handler: string;
  queue: string;
  eventId: string | null;
  eventType: string;
  correlationId: string | null;
  error: string;
  errorName: string;
  errorCode: string | null;
  errorMessage: string;
  errorStack: string | null;
  attempts: number;
  firstFailedAt: Date;
  lastFailedAt: Date;
  body: Buffer;
  bodyBytes: number;
  stamps: Stamps;
}

/** One event in one queue is one letter; where the body is no message, the bytes themselves stand for the event. */
export function recordOf(letter: Letter): LetterRecord {
  const { id: eventId, correlationid } = letter.lostBefore < UNREAD_AFTER_LOSSES ? namesIn(letter.body) : {};
  const { name, code, message, stack } = letter.error;
  const whole = Buffer.from(letter.body.buffer, letter.body.byteOffset, letter.body.byteLength);
  const lastFailedAt = timeOf(letter.lastFailedAt) ?? new Date();
  return {
    id: derivedId('letter', letter.queue, eventId ?? createHash('sha256').update(whole).digest('hex')),
    service: fit(letter.service, TEXT),
    handler: fit(letter.handler, TEXT),
    queue: fit(letter.queue, TEXT),
    eventId: eventId === undefined ? null : fit(eventId, TEXT),
    eventType: fit(letter.type, TEXT),
    correlationId: correlationid === undefined ? null : fit(correlationid, TEXT),
    error: fit(code ?? name, TEXT),
    errorName: fit(name, TEXT),
    errorCode: code === undefined ? null : fit(code, TEXT),
    errorMessage: fit(message, MESSAGE),
    errorStack: stack === undefined ? null : fit(stack, STACK),
    attempts: Math.min(Math.max(1, Math.trunc(letter.attempts)), LARGEST_INTEGER),
    firstFailedAt: timeOf(letter.firstFailedAt) ?? lastFailedAt,
    lastFailedAt,
    body: whole.subarray(0, KEPT_BODY_BYTES),
    bodyBytes: whole.byteLength,
    stamps: carriable(letter.stamps),
  };
}

/** The names in a body that may be anything. */
function namesIn(body: Uint8Array): { id?: string; correlationid?: string } {
  if (body.byteLength > KEPT_BODY_BYTES) return {};
  try {
    const { id, correlationid } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Record<string, unknown>;
    return { id: nameIn(id), correlationid: nameIn(correlationid) };
  } catch {
    return {};
  }
}

const nameIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Only what can be written on a message again: one stamp that cannot would keep its letter from going back. */
function carriable(stamps: Stamps): Stamps {
  const kept = Object.entries(stamps).map(
    ([name, value]) => [fit(name, TEXT), typeof value === 'string' ? fit(value, MESSAGE) : value] as const,
  );
  return Object.fromEntries(
    kept.filter(([name, value]) => {
      if (name.startsWith('header:')) return Buffer.byteLength(name) <= SHORT_STRING_BYTES;
      return name === 'timestamp' ? Number.isSafeInteger(value) : Buffer.byteLength(String(value)) <= SHORT_STRING_BYTES;
    }),
  );
}

/** PostgreSQL's text holds no NUL, and half a surrogate pair is no character. */
const fit = (text: string, length: number): string => Buffer.from(text.slice(0, length).replaceAll('\0', '\uFFFD')).toString();

function timeOf(text: string): Date | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

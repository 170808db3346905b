import type { LetterSummary, LetterView } from '@polyreel/http-api';
import type { KeptLetter } from './letter.entity.js';

/** A letter in a list. */
export const summaryOf = (letter: KeptLetter): LetterSummary => ({
  letterId: letter.id,
  service: letter.service,
  handler: letter.handler,
  queue: letter.queue,
  eventId: letter.eventId,
  eventType: letter.eventType,
  correlationId: letter.correlationId,
  error: { name: letter.errorName, code: letter.errorCode, message: letter.errorMessage },
  attempts: letter.attempts,
  firstFailedAt: letter.firstFailedAt.toISOString(),
  lastFailedAt: letter.lastFailedAt.toISOString(),
  state: letter.state,
  replays: letter.replays,
  failedAgain: letter.failedAgain,
});

/** A letter opened. */
export const viewOf = (letter: KeptLetter): LetterView => ({
  ...summaryOf(letter),
  stack: letter.errorStack,
  body: { ...readable(letter.body), bytes: letter.bodyBytes, truncated: letter.body.byteLength < letter.bodyBytes },
  stamps: letter.stamps,
  replayId: letter.replayId,
  discardedBy: letter.discardedBy,
  discardReason: letter.discardReason,
  filedAt: letter.filedAt.toISOString(),
});

/** As text where the bytes are text. */
function readable(body: Buffer): Pick<LetterView['body'], 'encoding' | 'content'> {
  try {
    return { encoding: 'utf8', content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { encoding: 'base64', content: body.toString('base64') };
  }
}

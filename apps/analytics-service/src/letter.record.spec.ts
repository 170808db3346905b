import type { Letter } from '@polyreel/messaging';
import { describe, expect, it } from 'vitest';
import { KEPT_BODY_BYTES, recordOf } from './letter.record.js';

const letter = (about: Partial<Letter> = {}): Letter => ({
  kind: 'dead',
  service: 'mood-analysis-service',
  handler: 'analyze-mood',
  queue: 'mood-analysis-service.analyze-mood',
  type: 'scene.scene_analysis_started.v1',
  body: Buffer.from('{"id":"e1","correlationid":"run"}'),
  error: { name: 'Error', message: 'broken', code: 'broken' },
  attempts: 6,
  firstFailedAt: '2026-01-01T00:00:00.000Z',
  lastFailedAt: '2026-01-01T01:00:00.000Z',
  lostBefore: 0,
  stamps: {},
  ...about,
});

describe('a letter on its way into the database', () => {
  it('is one for an event and a queue', () => {
    const { id } = recordOf(letter());
    expect(recordOf(letter({ attempts: 12, error: { name: 'Other', message: '' } })).id).toBe(id);
    expect(recordOf(letter({ queue: 'other.listen' })).id).not.toBe(id);
    expect(recordOf(letter({ body: Buffer.from('{"id":"e2"}') })).id).not.toBe(id);
    expect(recordOf(letter())).toMatchObject({ eventId: 'e1', correlationId: 'run', error: 'broken' });
  });

  it.each([
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0x7b])],
    ['JSON that is no object', Buffer.from('7')],
    ['an object without an id', Buffer.from('{"specversion":"1.0","id":7}')],
    ['brackets without end', Buffer.from('['.repeat(500_000))],
  ])('is known by its bytes where they are %s', (_what, body) => {
    const record = recordOf(letter({ body }));
    expect(record).toMatchObject({ eventId: null, correlationId: null });
    expect(record.body.equals(body)).toBe(true);
    expect(recordOf(letter({ body: Buffer.concat([body, Buffer.from('!')]) })).id).not.toBe(record.id);
  });

  it('is not read where its keeper has died over it again and again', () => {
    expect(recordOf(letter({ lostBefore: 4 })).eventId).toBe('e1');
    expect(recordOf(letter({ lostBefore: 5 }))).toMatchObject({ eventId: null, error: 'broken' });
  });

  it('keeps the beginning of a body that is far too large, and its size', () => {
    const record = recordOf(letter({ body: Buffer.alloc(KEPT_BODY_BYTES + 7, 'x') }));
    expect([record.body.byteLength, record.bodyBytes]).toEqual([KEPT_BODY_BYTES, KEPT_BODY_BYTES + 7]);
  });

  it('has only words that PostgreSQL takes, whatever a foreign program wrote', () => {
    const nasty = `\0${'\ud83d'}${'x'.repeat(5_000)}`;
    const record = recordOf(
      letter({
        type: nasty,
        error: { name: nasty, code: nasty, message: nasty, stack: nasty },
        attempts: Number.MAX_VALUE,
        firstFailedAt: 'yesterday',
        stamps: { appId: nasty, 'header:note': nasty, timestamp: 1.5, messageId: 'm' },
      }),
    );
    const words = JSON.stringify({ ...record, body: '' });
    expect(words).not.toMatch(/\\u0000|\\ud83d/);
    expect(record.errorMessage.length).toBeLessThanOrEqual(2_000);
    expect(record.attempts).toBe(2_147_483_647);
    expect(record.firstFailedAt).toEqual(record.lastFailedAt);
    // A short string of AMQP holds 255 bytes: what is longer could not be written on the message again.
    expect(Object.keys(record.stamps).sort()).toEqual(['header:note', 'messageId']);
  });
});

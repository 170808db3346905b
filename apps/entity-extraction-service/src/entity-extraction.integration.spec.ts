import { randomUUID } from 'node:crypto';
import { Cache, SharedRedis } from '@polyreel/cache';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EntityExtractor } from './entity.extractor.js';
import { ExtractEntities } from './extract-entities.handler.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

describe('extracting entities with Redis about', () => {
  let redis: SharedRedis;
  let cache: Cache;
  beforeEach(() => {
    redis = new SharedRedis({ REDIS_URL });
    cache = new Cache(redis);
  });
  afterEach(() => redis.onApplicationShutdown());

  it('reads a text once, however often it is analysed', async () => {
    const extractor = new EntityExtractor();
    const handler = new ExtractEntities(extractor, cache);
    const read = vi.spyOn(extractor, 'extract');
    const text = `A red dragon flies over castle ${randomUUID()}.`;
    const started = () => ({
      analysisId: randomUUID(),
      generationId: randomUUID(),
      text,
      originalText: text,
      sourceLanguage: 'en',
      sentences: [{ index: 0, original: text, translated: text }],
    });
    // The connection may still be opening: ask until an answer comes from the cache.
    const readAgain = async () => {
      const before = read.mock.calls.length;
      await handler.handle(started());
      return read.mock.calls.length > before;
    };
    await expect.poll(readAgain).toBe(false);
    const [one, two] = [await handler.handle(started()), await handler.handle(started())];
    expect(one.data.entities).toEqual(two.data.entities);
    expect(one.data.analysisId).not.toBe(two.data.analysisId);
  });
});

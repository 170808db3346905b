import type { Cache } from '@polyreel/cache';
import { type TranslationEngine, Translator } from '@polyreel/language';
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TranslateText } from './translate-text.handler.js';

/** A cache without Redis, that shows under which questions it was asked. */
class RecordingCache {
  readonly kept = new Map<string, unknown>();

  async remember(kind: string, question: readonly string[], _schema: unknown, work: () => Promise<unknown>) {
    const key = JSON.stringify([kind, ...question]);
    if (!this.kept.has(key)) this.kept.set(key, await work());
    return this.kept.get(key);
  }
}

const detected = (text: string, detectedLanguage: string) => ({
  generationId: randomUUID(),
  textHash: createHash('sha256').update(text).digest('hex'),
  text,
  detectedLanguage,
  confidenceScore: 1,
  reliable: true,
  engine: 'caller',
  alternatives: [],
});

function service() {
  let asked = 0;
  const engine: TranslationEngine = {
    name: 'counting',
    supports: () => true,
    translate: async (text, from, to) => ({ text: `${text} ${from}-${to} ${(asked += 1)}`, confidence: 0.8, engine: 'counting v1' }),
  };
  const cache = new RecordingCache();
  return { cache, handler: new TranslateText(new Translator([engine]), cache as unknown as Cache) };
}

describe('TranslateText', () => {
  it('returns the translation of the prompt it was told about', async () => {
    const { handler } = service();
    const told = detected('hola', 'es');
    expect((await handler.handle(told)).data).toEqual({
      generationId: told.generationId,
      textHash: told.textHash,
      originalText: 'hola',
      translatedText: 'hola es-en 1',
      sourceLanguage: 'es',
      targetLanguage: 'en',
      engine: 'counting v1',
      confidenceScore: 0.8,
      fallbacks: [],
    });
  });

  it('translates the same text from the same language once', async () => {
    const { handler, cache } = service();
    const [first, again] = [await handler.handle(detected('hola', 'es')), await handler.handle(detected('hola', 'es'))];
    expect(again.data.translatedText).toBe(first.data.translatedText);
    await handler.handle(detected('hola', 'gl'));
    await handler.handle(detected('adiós', 'es'));
    expect(cache.kept.size).toBe(3);
  });
});

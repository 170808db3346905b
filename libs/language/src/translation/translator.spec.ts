import { describe, expect, it } from 'vitest';
import type { TranslationEngine } from './translation-engine.port.js';
import { Translator } from './translator.js';

const forever = AbortSignal.timeout(60_000);
const engine = (name: string, behaviour: Partial<TranslationEngine>): TranslationEngine => ({
  name,
  supports: () => true,
  translate: async () => ({ text: `by ${name}`, confidence: 0.9, engine: `${name} v3` }),
  ...behaviour,
});

describe('the chain of translation engines', () => {
  it('leaves text alone that is in the target language already', async () => {
    const never = engine('never', { translate: () => Promise.reject(new Error('was asked')) });
    expect(await new Translator([never]).translate('  Hi {name}! ', 'en-US', 'en', forever)).toEqual({
      text: '  Hi {name}! ',
      confidence: 1,
      engine: 'none',
      fallbacks: [],
    });
  });

  it('asks the next engine where one fails, and tells why', async () => {
    const broken = engine('google', { translate: () => Promise.reject(new Error('quota exceeded')) });
    const narrow = engine('libretranslate', { supports: async () => false });
    expect(await new Translator([broken, narrow, engine('nllb', {})]).translate('hola', 'es', 'en', forever)).toEqual({
      text: 'by nllb',
      confidence: 0.9,
      engine: 'nllb v3',
      fallbacks: [
        { engine: 'google', reason: 'quota exceeded' },
        { engine: 'libretranslate', reason: 'does not translate es to en' },
      ],
    });
  });

  it('keeps the text at almost no confidence where every engine stepped aside', async () => {
    const {
      text,
      confidence,
      engine: by,
      fallbacks,
    } = await new Translator([engine('broken', { translate: () => Promise.reject(new Error('out of order')) })]).translate(
      'hola',
      'es',
      'en',
      forever,
    );
    expect({ text, by, fallbacks }).toEqual({
      text: 'hola',
      by: 'none-available',
      fallbacks: [{ engine: 'broken', reason: 'out of order' }],
    });
    expect(confidence).toBeLessThanOrEqual(0.05);
  });

  it('carries the reasons of an engine that has its own fallbacks', async () => {
    const made = { text: 'x', confidence: 0.5, engine: 'inner', fallbacks: [{ engine: 'apertium', reason: 'no pair' }] };
    expect(await new Translator([engine('embedded', { translate: async () => made })]).translate('y', 'de', 'en', forever)).toMatchObject(
      made,
    );
  });

  it('stops at once when it is cancelled, even if the engine does not listen', async () => {
    const cancel = new AbortController();
    const deaf = engine('deaf', { translate: () => new Promise(() => undefined) });
    const translation = new Translator([deaf, engine('next', {})]).translate('hola', 'es', 'en', cancel.signal);
    cancel.abort(new Error('nobody waits any more'));
    await expect(translation).rejects.toThrow('nobody waits any more');
  });
});

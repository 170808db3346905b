import { withFolder } from '@polyreel/service-kit';
import { spoken, type Spoken } from '@polyreel/testing';
import { describe, expect, it } from 'vitest';
import { AnotherLanguage } from '../first-that-listens.js';
import { PocketSphinxEngine } from './pocketsphinx.engine.js';

const MINUTES = 240_000;
const engine = new PocketSphinxEngine({ program: 'pocketsphinx_continuous', model: '/usr/share/pocketsphinx/model/en-us' });

const transcribed = async (
  wish: Spoken,
  { languageHint, signal = new AbortController().signal }: { languageHint?: string; signal?: AbortSignal } = {},
) => {
  const path = await spoken(wish);
  const far: number[] = [];
  const heard = await withFolder('spec', (directory) =>
    engine.transcribe({ path, durationSeconds: 5, languageHint }, { signal, directory, progress: (done) => far.push(done) }),
  );
  return { ...heard, far };
};

describe('PocketSphinx', () => {
  it(
    'writes a spoken prompt down in sentences whose words have times and scores',
    async () => {
      const heard = await transcribed({ text: ['Snow falls on a silent village.', 'An old man opens the door.'], voice: 'rms' });
      expect(heard.text).toMatch(/^Snow falls .*\. .*door\.$/);
      expect(heard.words.map(({ text }) => text).join(' ')).toBe(heard.text);
      const starts = heard.words.map(({ startSeconds }) => startSeconds);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      expect(heard).toMatchObject({ language: 'en', languageHeard: false, costUsd: 0 });
      expect(heard.confidence).toBeGreaterThan(0.6);
      expect(heard.far.length).toBeGreaterThan(0);
    },
    MINUTES,
  );

  it(
    'does not write another language down in English words',
    async () => {
      const japanese: Spoken = { text: '赤い竜が古い城の上を飛んでいます。', voice: { language: 'ja' } };
      await expect(transcribed(japanese)).rejects.toThrow(AnotherLanguage);
    },
    MINUTES,
  );

  it(
    'tells English from another language by the first half minute of a long recording',
    async () => {
      const heardIn = async (wish: Spoken) => {
        const path = await spoken({ ...wish, lastingSeconds: 60 });
        const call = { signal: new AbortController().signal, progress: () => undefined };
        return withFolder('spec', (directory) => engine.hearLanguage({ path, durationSeconds: 60 }, { ...call, directory }));
      };
      const english = await heardIn({ text: 'A tiger walks silently through tall bamboo.', voice: 'slt' });
      expect(english.language).toBe('en');
      expect(english.confidence).toBeGreaterThan(0.5);
      expect(await heardIn({ text: 'Un dragón rojo vuela sobre el castillo al anochecer.', voice: { language: 'es' } })).toMatchObject({
        language: 'und',
        confidence: 0,
      });
    },
    MINUTES,
  );

  it('stops with its signal', async () => {
    await expect(
      transcribed({ text: 'Snow falls on a silent village.', voice: 'rms' }, { signal: AbortSignal.abort(new Error('cancelled')) }),
    ).rejects.toThrow('cancelled');
  });
});

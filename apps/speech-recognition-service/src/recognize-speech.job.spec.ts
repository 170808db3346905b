import { AudioPreprocessed, type DataOf, SpeechTranscribed } from '@polyreel/contracts';
import { Permanent } from '@polyreel/messaging';
import { DiskObjectStore, type ObjectStore, SignedAccess } from '@polyreel/object-store';
import { ChainExhausted, type ErrorClass, LanguageUnsupported, type SpeechEngine, type Transcript } from '@polyreel/providers';
import { withFolder } from '@polyreel/service-kit';
import type { Job } from '@polyreel/workflow';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Listeners, Recording } from './listeners.chain.js';
import { RecognizeSpeech } from './recognize-speech.job.js';

const heard: Transcript = {
  text: 'A red dragon flies.',
  words: [{ text: 'A', startSeconds: 0, endSeconds: 0.2, confidence: 0.9 }],
  confidence: 0.8,
  language: 'en',
  languageHeard: false,
  costUsd: 0,
};
const engine = { card: { id: 'pocketsphinx/en-us', provider: 'pocketsphinx', model: 'en-us' } } as SpeechEngine;
const job = {
  id: 'j',
  message: { id: 'm', correlationid: 'run' },
  signal: new AbortController().signal,
  progress: () => undefined,
} as unknown as Job;

type Answer = Awaited<ReturnType<Listeners['transcribe']>>;
const answering = (transcribe: (recording: Recording) => Promise<Partial<Answer>>) =>
  ({
    transcribe: async (_unit: unknown, recording: Recording) => ({ engine, tried: [], result: heard, ...(await transcribe(recording)) }),
  }) as Pick<Listeners, 'transcribe'> as Listeners;
const refusing = (error: Error) => answering(() => Promise.reject(error));

const performedBy = (listeners: Listeners, languageHint?: string) =>
  withFolder('spec', async (folder) => {
    const store: ObjectStore = new DiskObjectStore({ folder, access: new SignedAccess(randomUUID()), publicUrl: 'http://files.test' });
    await store.ping();
    const sound = await store.put({ bucket: 'temp-files', key: 'voices/v/prepared.wav' }, 'audio/wav', Buffer.from('the sound'));
    const data: DataOf<typeof AudioPreprocessed> = AudioPreprocessed({
      voiceId: randomUUID(),
      processedAudio: sound,
      soundtrack: sound,
      durationSeconds: 3,
      original: { durationSeconds: 3, codec: 'pcm_s16le', sampleRate: 16_000, channels: 1, trimmedStartSeconds: 0 },
      preprocessingApplied: [],
      languageHint,
    }).data;
    return { data, told: await new RecognizeSpeech(listeners, store).perform(data, job) };
  });
const exhausted = (...classes: ErrorClass[]) =>
  new ChainExhausted(classes.map((errorClass) => ({ provider: 'openai/whisper-1', errorClass, message: errorClass })));

describe('writing speech down', () => {
  it('tells the words, who heard them and who stepped aside', async () => {
    const tried = [{ provider: 'openai/whisper-1', errorClass: 'quota', message: 'no money' } as const];
    const { data, told } = await performedBy(answering(() => Promise.resolve({ tried: [...tried] })));
    expect(told.contract).toBe(SpeechTranscribed);
    expect(told.data).toMatchObject({
      voiceId: data.voiceId,
      transcribedText: 'A red dragon flies.',
      words: heard.words,
      confidenceScore: 0.8,
      engine: 'pocketsphinx en-us',
      language: 'en',
      languageHeard: false,
      fallbacks: [{ engine: 'openai/whisper-1', reason: 'no money' }],
    });
  });

  it('gives the engines the recording, what it is and what the caller says is spoken', async () => {
    await performedBy(
      answering(async ({ path, languageHint, durationSeconds, checksum }) => {
        expect({ said: await readFile(path, 'utf8'), languageHint, durationSeconds }).toEqual({
          said: 'the sound',
          languageHint: 'en-GB',
          durationSeconds: 3,
        });
        expect(checksum).toMatch(/^[0-9a-f]{64}$/);
        return {};
      }),
      'en-GB',
    );
  });

  it('is pointless where nobody speaks', async () => {
    const silent = performedBy(answering(() => Promise.resolve({ result: { ...heard, text: '' } })));
    await expect(silent).rejects.toMatchObject({ name: 'Permanent', code: 'voice_no_speech' });
  });

  it('is pointless in a language that nobody knows, and says what to configure', async () => {
    const foreign = performedBy(refusing(new LanguageUnsupported('No engine here knows es. Configure WHISPER_CPP_MODEL.')));
    await expect(foreign).rejects.toMatchObject({
      name: 'Permanent',
      code: 'voice_language_unsupported',
      message: expect.stringContaining('WHISPER_CPP_MODEL') as string,
    });
  });

  it('is tried again where what failed will pass', async () => {
    const passing = performedBy(refusing(exhausted('auth', 'throttled')));
    await expect(passing).rejects.toMatchObject({ code: 'voice_recognition_failed' });
    await expect(passing).rejects.not.toBeInstanceOf(Permanent);
  });

  it('is not tried again where somebody may be paid already, or nobody can', async () => {
    for (const classes of [['ambiguous_submit', 'transient'], ['auth'], ['unavailable']] as ErrorClass[][]) {
      const settled = performedBy(refusing(exhausted(...classes)));
      await expect(settled).rejects.toMatchObject({ name: 'Permanent', code: 'voice_recognition_failed' });
    }
  });

  it('ends with the reason of its signal where it was cancelled', async () => {
    await expect(performedBy(refusing(new Error('the run was cancelled')))).rejects.toThrow('the run was cancelled');
  });
});

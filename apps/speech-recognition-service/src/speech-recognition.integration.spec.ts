import { Cache, CacheConfig } from '@polyreel/cache';
import { HandlerFaulted, SpeechTranscribed, VoiceDeleted, VoiceProcessingCancelled } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { prepareRecording } from '@polyreel/media';
import { CallPatience, ProviderLedger } from '@polyreel/provider-ledger';
import { type Caller, Identities, withFolder } from '@polyreel/service-kit';
import {
  FakeSpeechServer,
  musicAlone,
  sendPrepared,
  spoken,
  testDatabase,
  type TestDatabase,
  testService,
  type TestedService,
  WORDLESS,
  wordless,
} from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { SpeechRecognitionModule } from './speech-recognition.module.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

let database: TestDatabase;
let server: FakeSpeechServer;
let service: TestedService;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  server = await FakeSpeechServer.start();
  vi.stubEnv('OPENAI_BASE_URL', server.url);
  vi.stubEnv('GROQ_BASE_URL', server.url);
  vi.stubEnv('SPEECH_SERVER_URL', server.url);
  vi.stubEnv('SPEECH_ANSWER_TIMEOUT_MS', '2000');
});
afterEach(async () => {
  await service.stop();
  await server.stop();
  vi.unstubAllEnvs();
});

async function start(engines: string, redis?: string) {
  vi.stubEnv('SPEECH_ENGINES', engines);
  if (engines.includes('openai')) vi.stubEnv('OPENAI_API_KEY', 'a key');
  if (engines.includes('groq')) vi.stubEnv('GROQ_API_KEY', 'a key');
  service = await testService(SpeechRecognitionModule, {
    database,
    override: (builder) =>
      builder
        .overrideProvider(CallPatience)
        .useValue({ PROVIDER_BACKOFF_MS: 5 })
        .overrideProvider(CacheConfig)
        .useValue({ REDIS_URL: redis }),
  });
}

const send = (languageHint?: string, sound = Buffer.from(`RIFF of ${randomUUID()}`)) => sendPrepared(service, sound, languageHint);
/** It connects on its own time, and does not hold anybody up until then. */
async function cacheIsThere() {
  const question = [randomUUID()];
  let made = 0;
  const ask = () => service.app.get(Cache).remember('voice', question, z.number(), () => ++made);
  await expect.poll(async () => (await ask()) === (await ask()), { timeout: 10_000 }).toBe(true);
}
const calls = async (run: string) =>
  (await service.app.get(ProviderLedger).list(undefined, 500)).filter(({ correlationId }) => correlationId === run);

describe('speech-recognition-service', () => {
  it('has a recording written down by a paid engine, and the ledger says what it cost', async () => {
    await start('openai');
    const { voiceId, run } = await send('en');
    const [told] = await service.emitted(SpeechTranscribed);
    expect(told).toMatchObject({ voiceId, transcribedText: server.said.text, engine: 'openai whisper-1', language: 'en', fallbacks: [] });
    expect(told!.costUsd).toBeGreaterThan(0);
    expect(await calls(run)).toMatchObject([
      { state: 'succeeded', costUsd: told!.costUsd, provider: 'openai', callKey: `${voiceId}:speech:1` },
    ]);
  });

  it('waits as long as a throttling provider asks, each call a row of its own', async () => {
    await start('openai');
    server.behave({ how: 'refuse', status: 429, headers: { 'retry-after-ms': '20' } });
    const { run } = await send();
    await service.emitted(SpeechTranscribed);
    expect((await calls(run)).map(({ state }) => state).sort()).toEqual(['failed', 'succeeded']);
  });

  it('goes on with the next engine after a refusal, and says so', async () => {
    await start('groq, openai');
    server.behave({ how: 'refuse', status: 401 });
    await send();
    const [told] = await service.emitted(SpeechTranscribed);
    expect(told).toMatchObject({ engine: 'openai whisper-1', fallbacks: [{ engine: 'groq/whisper-large-v3' }] });
    expect(told!.fallbacks[0]!.reason).toContain('groq answered 401');
  });

  it.each([
    ['a server error', { how: 'refuse', status: 500 }],
    ['half an answer', { how: 'cut' }],
    ['no answer', { how: 'hang' }],
    ['an answer that is late', { how: 'answer', delayMs: 8_000 }],
  ] as const)('pays nobody else after %s, and leaves it to what is free', async (_what, behaviour) => {
    await start('openai, groq, speech-server');
    server.behave(behaviour);
    const { run } = await send('fr');
    const [told] = await service.emitted(SpeechTranscribed);
    expect(told).toMatchObject({ engine: 'speech-server whisper-1', costUsd: 0, fallbacks: [{ engine: 'openai/whisper-1' }] });
    expect(await calls(run)).toMatchObject([{ state: 'unknown', provider: 'openai' }]);
    expect(server.asked).toHaveLength(2);
  });

  it('fails with a code, and does not ask again by itself, where only a paid engine could and nobody can tell', async () => {
    await start('openai');
    server.behave({ how: 'cut' });
    await send();
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault!.error).toMatchObject({ code: 'voice_recognition_failed' });
    expect(server.asked).toHaveLength(1);
  });

  it('hears nobody in what the engine calls silence, though it was paid for', async () => {
    await start('openai');
    server.said = { text: 'Thank you for watching!', language: 'english', logprob: -1.5, noSpeech: 0.95 };
    const { run } = await send();
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault!.error, fault!.error.message).toMatchObject({ code: 'voice_no_speech' });
    expect(await calls(run)).toMatchObject([{ state: 'succeeded' }]);
  });

  it('remembers for a day what was free, and listens again with Redis away', async () => {
    await start('speech-server', REDIS_URL);
    const sound = Buffer.from(`RIFF of ${randomUUID()}`);
    await cacheIsThere();
    await send('en', sound);
    await service.emitted(SpeechTranscribed);
    await send('en', sound);
    await service.emitted(SpeechTranscribed, 2);
    expect(server.asked).toHaveLength(1);
    await service.stop();
    await start('speech-server', 'redis://127.0.0.1:1');
    await send('en', sound);
    await service.emitted(SpeechTranscribed, 1);
    expect(server.asked).toHaveLength(2);
  });

  it('stops with its run, and the call that was torn away is shown to the operator', async () => {
    await start('openai');
    server.behave({ how: 'hang' });
    const { voiceId, run } = await send();
    await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(1);
    await service.send(VoiceProcessingCancelled({ voiceId, userId: 'u', cancelledAt: new Date().toISOString() }));
    await expect.poll(() => calls(run), { timeout: 20_000 }).toMatchObject([{ state: 'unknown' }]);
    expect(service.broker.published.filter(({ type }) => type === SpeechTranscribed.type)).toEqual([]);
  });

  it('forgets the job of a recording that was deleted', async () => {
    await start('speech-server');
    const { voiceId, run } = await send();
    await service.emitted(SpeechTranscribed);
    const rows = () => service.app.get(Database).query('SELECT state FROM speech_recognition.jobs WHERE correlation_id = $1', [run]);
    expect(await rows()).toEqual([{ state: 'done' }]);
    await service.send(VoiceDeleted({ voiceId, userId: 'u', deletedAt: new Date().toISOString() }));
    await expect.poll(rows, { timeout: 10_000 }).toEqual([]);
  });

  it('shows its ledger to operators only', async () => {
    await start('openai');
    const ask = async (role: Caller['role']) =>
      service.app.inject({
        url: '/admin/provider-operations/speech?state=unknown',
        headers: await service.app.get(Identities).headersFor({ userId: 'u', role, tier: 'pro' }),
      });
    expect((await ask('user')).statusCode).toBe(403);
    expect((await ask('admin')).statusCode).toBe(200);
  });
});

describe('PocketSphinx in it', () => {
  it('writes an English prompt down offline, with a sentence, times and scores', async () => {
    await start('pocketsphinx');
    await send(undefined, await readFile(await spoken({ text: 'A giant whale swims beneath a tiny wooden boat.', voice: 'rms' })));
    const [told] = await service.emitted(SpeechTranscribed);
    expect(told).toMatchObject({ engine: 'pocketsphinx en-us', language: 'en', languageHeard: false, costUsd: 0 });
    expect(told!.transcribedText).toMatch(/^A giant whale .* wooden boat\.$/);
    expect(told!.words.map(({ text }) => text).join(' ')).toBe(told!.transcribedText);
    expect(told!.words.every(({ confidence = 0 }) => confidence > 0.4)).toBe(true);
  }, 120_000);

  it('is not asked where the caller says that another language is spoken', async () => {
    await start('pocketsphinx');
    await send('es');
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault!.error).toMatchObject({ code: 'voice_language_unsupported' });
    expect(fault!.error.message).toMatch(/language es.*WHISPER_CPP_MODEL/);
  });

  it('that dies has failed: the next engine is asked, and without one the voice says so', async () => {
    await withFolder('spec', async (folder) => {
      const program = join(folder, 'pocketsphinx_continuous');
      await writeFile(program, '#!/bin/sh\nkill -FPE $$\n', { mode: 0o755 });
      vi.stubEnv('POCKETSPHINX_PROGRAM', program);
      const sound = await readFile(await spoken({ text: 'A lighthouse in the rain.' }));
      await start('pocketsphinx, speech-server');
      await send('en', sound);
      const [told] = await service.emitted(SpeechTranscribed);
      expect(told).toMatchObject({ engine: 'speech-server whisper-1', fallbacks: [{ engine: 'pocketsphinx/en-us' }] });
      await service.stop();
      await start('pocketsphinx');
      await send('en', sound);
      const [fault] = await service.emitted(HandlerFaulted);
      expect(fault!.error).toMatchObject({
        code: 'voice_recognition_failed',
        message: expect.stringContaining('ended with SIGFPE') as string,
      });
    });
  });

  /** A recording as audio-preprocessing-service hands it on. */
  const preparedFor = (path: string) =>
    withFolder('spec', async (folder) => readFile((await prepareRecording(path, { folder })).processedAudio));
  const NOBODY: [string, () => Promise<string>][] = [
    // Silence does not come so far.
    ...WORDLESS.filter((kind) => kind !== 'silence').map((kind): [string, () => Promise<string>] => [kind, () => wordless(kind)]),
    // The three of the composer's that it finds most words in.
    ['calm music that is a little eerie', () => musicAlone({ mood: 'eerie', energy: 0.2, durationSeconds: 8 }, 11)],
    ['lively music', () => musicAlone({ mood: 'energetic', durationSeconds: 8 }, 27)],
    ['joyful music', () => musicAlone({ mood: 'joyful' }, 3)],
  ];
  it.each(NOBODY)('hears nobody in %s, also where the caller says that it is English', { timeout: 240_000 }, async (_what, sound) => {
    await start('pocketsphinx');
    await send('en', await preparedFor(await sound()));
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault!.error, fault!.error.message).toMatchObject({ code: 'voice_no_speech' });
  });

  it('hears somebody who speaks slowly in a hiss, with long pauses', { timeout: 240_000 }, async () => {
    await start('pocketsphinx');
    const text = ['A tiger walks silently through tall bamboo.', 'It looks into the camera.'];
    const sound = await spoken({ text, voice: 'rms', speed: 0.7, pauseSeconds: 5, noise: { kind: 'white', snrDb: 20 } });
    await send('en', await preparedFor(sound));
    const [told] = await service.emitted(SpeechTranscribed);
    expect(told!.words.length).toBeGreaterThan(8);
  });
});

import { CacheConfig } from '@polyreel/cache';
import { VoiceLanguageDetected } from '@polyreel/contracts';
import { CallPatience, ProviderLedger } from '@polyreel/provider-ledger';
import {
  FakeSpeechServer,
  sendPrepared,
  spoken,
  testDatabase,
  type TestDatabase,
  testService,
  type TestedService,
} from '@polyreel/testing';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { VoiceLanguageDetectionModule } from './voice-language-detection.module.js';

let database: TestDatabase;
let server: FakeSpeechServer;
let service: TestedService;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  server = await FakeSpeechServer.start();
  server.said = { text: 'Un dragón rojo.', language: 'spanish', logprob: -0.1, noSpeech: 0 };
});
afterEach(async () => {
  await service.stop();
  await server.stop();
  vi.unstubAllEnvs();
});

async function start(environment: Record<string, string>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  service = await testService(VoiceLanguageDetectionModule, {
    database,
    override: (builder) =>
      builder.overrideProvider(CallPatience).useValue({ PROVIDER_BACKOFF_MS: 5 }).overrideProvider(CacheConfig).useValue({}),
  });
}

async function heard(wish: Parameters<typeof spoken>[0], languageHint?: string) {
  await sendPrepared(service, await readFile(await spoken(wish)), languageHint);
  const [told] = await service.emitted(VoiceLanguageDetected);
  return told!;
}

const WHALE = { text: 'A giant whale swims beneath a tiny wooden boat.', voice: 'rms' } as const;

describe('voice-language-detection-service', () => {
  it('believes the caller and listens to nothing', async () => {
    await start({ SPEECH_SERVER_URL: server.url });
    expect(await heard(WHALE, 'pt-BR')).toMatchObject({
      detectedLanguage: 'pt-BR',
      confidenceScore: 1,
      engine: 'caller',
      alternatives: [],
    });
    expect(server.asked).toEqual([]);
  });

  it('asks an engine that hears languages and costs nothing', async () => {
    await start({ SPEECH_SERVER_URL: server.url });
    const told = await heard(WHALE);
    expect(told).toMatchObject({ detectedLanguage: 'es', engine: 'speech-server whisper-1', costUsd: 0 });
    expect(told.confidenceScore).toBeCloseTo(Math.exp(-0.1), 5);
  });

  it('pays one only where it is named, and by the ledger', async () => {
    await start({ OPENAI_API_KEY: 'a key', OPENAI_BASE_URL: server.url, VOICE_LANGUAGE_ENGINES: 'openai' });
    const told = await heard(WHALE);
    expect(told).toMatchObject({ detectedLanguage: 'es', engine: 'openai whisper-1' });
    const paid = await service.app.get(ProviderLedger).list('succeeded', 10);
    expect(paid).toMatchObject([{ provider: 'openai', costUsd: told.costUsd }]);
    expect(told.costUsd).toBeGreaterThan(0);
  });

  it('says what it costs also where the one who was paid cannot tell', async () => {
    await start({ OPENAI_API_KEY: 'a key', OPENAI_BASE_URL: server.url, VOICE_LANGUAGE_ENGINES: 'openai' });
    server.said = { ...server.said, language: 'klingon' };
    const told = await heard(WHALE);
    expect(told).toMatchObject({ detectedLanguage: 'und', engine: 'none' });
    expect(told.costUsd).toBeGreaterThan(0);
  });

  it('says that it cannot tell where nobody can, and never fails', async () => {
    await start({ SPEECH_SERVER_URL: server.url, VOICE_LANGUAGE_ENGINES: 'speech-server' });
    server.behave(...Array.from({ length: 3 }, () => ({ how: 'refuse', status: 401 }) as const));
    expect(await heard(WHALE)).toMatchObject({ detectedLanguage: 'und', confidenceScore: 0, engine: 'none', alternatives: [] });
  });

  it('hears by ear alone whether English fits, and does not pay for it', async () => {
    await start({ OPENAI_API_KEY: 'a key', OPENAI_BASE_URL: server.url });
    const told = await heard(WHALE);
    expect(told).toMatchObject({ detectedLanguage: 'en', engine: 'pocketsphinx en-us' });
    expect(told.confidenceScore).toBeGreaterThan(0.5);
    expect(server.asked).toEqual([]);
  }, 240_000);

  it('does not call French English by ear', async () => {
    await start({});
    const french = { text: 'Un vieux phare se dresse seul sur la falaise pendant que la mer gronde.', voice: { language: 'fr-fr' } };
    expect(await heard(french)).toMatchObject({ detectedLanguage: 'und', confidenceScore: 0 });
  }, 240_000);
});

import { CacheConfig } from '@polyreel/cache';
import {
  AudioPreprocessed,
  type DataOf,
  type Emitted,
  JobProgressed,
  SpeechTranscribed,
  VoiceLanguageDetected,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { type Caller, Discovery, Identities } from '@polyreel/service-kit';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveConfig } from './live.limits.js';
import { neighbours, type NeighboursFixture } from './neighbours.fixture.js';
import { RealTimeModule } from './real-time.module.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const now = () => new Date().toISOString();
const file = { bucket: 'user-uploads', key: 'voices/x', contentType: 'audio/flac', bytes: 1, checksum: 'a'.repeat(64) } as const;

describe('the live feed of a recording', () => {
  const ada = randomUUID();
  let around: NeighboursFixture;
  let service: TestedService;
  let url: string;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    around = await neighbours();
    service = await testService(RealTimeModule, {
      override: (builder) =>
        builder
          .overrideProvider(Discovery)
          .useValue(around.discovery)
          .overrideProvider(CacheConfig)
          .useValue({ REDIS_URL })
          .overrideProvider(LiveConfig)
          .useValue({ SOCKETS_PER_PERSON: 20, RUNS_PER_SOCKET: 50, SOCKET_MESSAGES_PER_SECOND: 20, STALL_SECONDS: 10 }),
    });
    await service.app.listen(0, '127.0.0.1');
    url = await service.app.getUrl();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await service?.stop();
    await around.close();
  });

  /** Says something of a voice, as the mesh does: with the voice as the run. */
  const say = (voiceId: string, fact: Emitted) =>
    service.send(fact, {
      specversion: '1.0',
      id: randomUUID(),
      source: 'test',
      type: 'test.v1',
      time: now(),
      datacontenttype: 'application/json',
      correlationid: voiceId,
      userid: ada,
    });
  const understood = async (voiceId: string, generation?: DataOf<typeof VoiceProcessingCompleted>['generation']) => {
    await say(voiceId, VoiceProcessingStarted({ voiceId, userId: ada, tier: 'free', audioFile: file, startedAt: now() }));
    await say(
      voiceId,
      JobProgressed({ jobId: randomUUID(), job: 'prepare-recording', generationId: voiceId, state: 'started', progress: 0, attempt: 1 }),
    );
    await say(
      voiceId,
      AudioPreprocessed({
        voiceId,
        processedAudio: file,
        soundtrack: file,
        durationSeconds: 4.2,
        original: { durationSeconds: 6, codec: 'mp3', sampleRate: 44_100, channels: 2, trimmedStartSeconds: 1 },
        preprocessingApplied: [],
      }),
    );
    const ear = { engine: 'whisper.cpp base', confidenceScore: 0.9 };
    await say(voiceId, VoiceLanguageDetected({ voiceId, detectedLanguage: 'en', alternatives: [], ...ear }));
    const words = { transcribedText: 'A secret of mine.', words: [], language: 'en', languageHeard: true, fallbacks: [] };
    await say(voiceId, SpeechTranscribed({ voiceId, ...words, ...ear, costUsd: 0, processingTimeMs: 1 }));
    const done = { finalText: 'A secret of mine.', language: 'en', confidenceScore: 0.9, totalProcessingTimeMs: 1 };
    await say(voiceId, VoiceProcessingCompleted({ voiceId, userId: ada, tier: 'free', ...done, generation }));
  };
  const events = async (voiceId: string, userId = ada, headers: Record<string, string> = {}) => {
    const caller: Caller = { userId, role: 'user', tier: 'free' };
    const shown = await service.app.get(Identities).headersFor(caller);
    const answer = await fetch(`${url}/voice/${voiceId}/events`, { headers: { ...headers, ...shown } });
    const text = await answer.text();
    const told = [...text.matchAll(/^id: (.+)\nevent: (.+)\ndata: (.+)$/gm)].map(([, id, event, said]) => ({
      id: id!,
      event: event!,
      said: JSON.parse(said!) as Record<string, unknown>,
    }));
    return { status: answer.status, text, told };
  };
  const connected = async (userId: string) => {
    const socket = io(url, { auth: { token: await around.tokenOf(userId) }, transports: ['websocket'], forceNew: true });
    sockets.push(socket);
    const told: { event: string; said: Record<string, unknown> }[] = [];
    socket.onAny((event: string, said: Record<string, unknown>) => told.push({ event, said }));
    await expect.poll(() => told.length).toBeGreaterThan(0);
    const ask = (event: string, said: object) =>
      socket.timeout(10_000).emitWithAck(event, said) as Promise<{ status?: string; error?: { code: string } }>;
    return { told, ask };
  };

  it('tells how it is understood, the long work by the recording’s own name, and at last the film', async () => {
    const voiceId = around.runOf(ada);
    const generationId = randomUUID();
    const generation = { generationId, narrate: false, options: {} } as never;
    await understood(voiceId, generation);
    const { told } = await events(voiceId);
    expect(told.map(({ event }) => event)).toEqual([
      'voice_update',
      'job:started',
      'voice_update',
      'voice_update',
      'voice_update',
      'voice_update',
    ]);
    expect(told[1]!.said).toMatchObject({ voiceId, job: 'prepare-recording' });
    expect(told[1]!.said).not.toHaveProperty('generationId');
    expect(told.map(({ said }) => said['phase']).filter(Boolean)).toEqual(['preparing', 'listening', 'listening', 'listening', 'done']);
    expect(told.map(({ said }) => said['progress'])).toEqual([5, 0, 30, undefined, 80, 100]);
    expect(told.at(-1)!.said).toMatchObject({ voiceId, status: 'completed', generationId });
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('is taken up where it was left', async () => {
    const voiceId = around.runOf(ada);
    await understood(voiceId);
    const { told } = await events(voiceId);
    expect((await events(voiceId, ada, { 'last-event-id': told[2]!.id })).told).toEqual(told.slice(3));
  });

  it('tells the same over Socket.IO, to its owner', async () => {
    const voiceId = around.runOf(ada);
    const { told, ask } = await connected(ada);
    expect(await ask('subscribe_voice', { voiceId })).toMatchObject({ status: 'success', voiceId, standing: { status: 'processing' } });
    await understood(voiceId);
    await expect.poll(() => told.at(-1)!.said).toMatchObject({ voiceId, status: 'completed' });
    const sent = (await events(voiceId)).told.map(({ event, id, said }) => ({ event, said: { ...said, eventId: id } }));
    expect(told.slice(1)).toEqual(sent);
  });

  it('is left and stopped on request, and is not there for a stranger', async () => {
    const voiceId = around.runOf(ada);
    const { ask } = await connected(ada);
    await ask('subscribe_voice', { voiceId });
    expect(await ask('unsubscribe_voice', { voiceId })).toEqual({ status: 'success', voiceId });
    expect(await ask('cancel_voice', { voiceId })).toEqual({ status: 'success', voiceId });
    expect(around.cancelled).toContain(voiceId);
    expect(await ask('subscribe_voice', { generationId: voiceId })).toMatchObject({ error: { code: 'voice_id_invalid' } });
    const stranger = await connected(randomUUID());
    expect(await stranger.ask('subscribe_voice', { voiceId })).toMatchObject({ error: { code: 'voice_not_found' } });
    expect((await events(voiceId, randomUUID())).status).toBe(404);
  });

  it('says why a recording could not be understood', async () => {
    const voiceId = around.runOf(ada);
    const why = { errorCode: 'voice_no_speech', message: 'Nobody speaks in it.', failedAt: now() };
    await say(voiceId, VoiceProcessingFailed({ voiceId, userId: ada, ...why }));
    const { told } = await events(voiceId);
    expect(told.at(-1)!.said).toMatchObject({ status: 'failed', code: 'voice_no_speech', message: 'Nobody speaks in it.' });
  });

  it('whose beginning is forgotten still tells its end', async () => {
    const { text } = await events(around.runOf(ada, 'completed'));
    expect(text).toMatch(/^event: voice_update\ndata: \{.*"status":"completed"/m);
  });
});

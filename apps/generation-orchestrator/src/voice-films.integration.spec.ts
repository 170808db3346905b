import {
  type DataOf,
  GenerationCancelled,
  GenerationDeleted,
  GenerationFailed,
  type GenerationOptions,
  GenerationRequested,
  VoiceProcessingCompleted,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { envelopesOf, RETRY_POLICY } from '@polyreel/messaging';
import { AppError, type Caller, Identities, Neighbours, type Question } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { GenerationOrchestratorModule } from './generation-orchestrator.module.js';

type Completed = z.input<(typeof VoiceProcessingCompleted)['data']>;
type Asked = { generationId: string; credits: number };

const narration = {
  audio: { bucket: 'user-uploads', key: 'voices/a/soundtrack.flac', contentType: 'audio/flac', bytes: 1, checksum: 'a'.repeat(64) },
  durationSeconds: 30.1,
  words: [{ text: 'dragon', startSeconds: 0.2, endSeconds: 0.7 }],
} as const;

describe('a film that is wanted of a recording', () => {
  let database: TestDatabase;
  let service: TestedService;
  let reserved: (Asked & Pick<Caller, 'userId' | 'keyId'>)[] = [];
  let says: (asked: Asked) => Promise<unknown>;
  const neighbours = {
    ask: ({ body, caller, data }: Question<z.ZodType>) => {
      const asked = body as Asked;
      reserved.push({ ...asked, userId: caller!.userId, keyId: caller!.keyId });
      return says(asked).then((said) => data.parse(said));
    },
  };
  beforeAll(async () => {
    database = await testDatabase();
    service = await testService(GenerationOrchestratorModule, {
      database,
      override: (builder) =>
        builder
          .overrideProvider(Neighbours)
          .useValue(neighbours)
          .overrideProvider(RETRY_POLICY)
          .useValue({ immediate: 1, jitterMs: [0, 0], delaysMs: [1, 1] }),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
  });
  beforeEach(() => {
    reserved = [];
    says = (asked) => Promise.resolve({ ...asked, balance: 50 });
  });

  const understood = (
    more: Partial<Completed> = {},
    options: z.input<typeof GenerationOptions> = {},
  ): Completed & { generation: object } => ({
    voiceId: randomUUID(),
    userId: randomUUID(),
    tier: 'pro',
    finalText: 'A red dragon flies over a castle.',
    language: 'en',
    confidenceScore: 0.9,
    totalProcessingTimeMs: 900,
    generation: { generationId: randomUUID(), options, narrate: true, keyId: randomUUID() },
    ...more,
  });
  const idOf = (voice: Completed) => voice.generation!.generationId;
  const ask = async (voice: Completed, method: 'GET' | 'POST' | 'DELETE', path = '') => {
    const headers = await service.app.get(Identities).headersFor({ userId: voice.userId, role: 'user', tier: 'pro' });
    const response = await service.app.inject({ method, url: `/generations/${idOf(voice)}${path}`, headers });
    return { ...response.json<{ data: Record<string, unknown>; error: { code: string; message: string } }>(), status: response.statusCode };
  };
  const saidOf = (contract: typeof GenerationRequested | typeof GenerationFailed, generationId: string) =>
    service.broker.published.filter(({ type, correlationid }) => type === contract.type && correlationid === generationId);
  const requested = async (voice: Completed): Promise<DataOf<typeof GenerationRequested>> => {
    await expect.poll(() => saidOf(GenerationRequested, idOf(voice))).toHaveLength(1);
    return GenerationRequested.data.parse(saidOf(GenerationRequested, idOf(voice))[0]!.data);
  };
  const hear = (voice: Completed) => service.send(VoiceProcessingCompleted(voice));
  /** Waits until deliveries of these ids have been handled to their end. */
  const handled = (...ids: string[]) =>
    expect
      .poll(() =>
        service.app
          .get(Database)
          .query(`SELECT DISTINCT event_id FROM generation.inbox WHERE consumer LIKE '%film-voice' AND event_id = ANY($1)`, [ids]),
      )
      .toHaveLength(ids.length);
  const hearOut = async (voice: Completed) => handled((await hear(voice)).id);

  it('begins under the id that was given out with the recording, and its owner’s key pays', async () => {
    const voice = understood({}, { style: 'ink' });
    expect(await ask(voice, 'GET')).toMatchObject({ status: 404, error: { code: 'generation_not_found' } });
    await hear(voice);
    expect(await requested(voice)).toMatchObject({
      userId: voice.userId,
      tier: 'pro',
      inputText: voice.finalText,
      language: 'en',
      voiceId: voice.voiceId,
      options: { style: 'ink' },
    });
    expect(reserved).toEqual([{ generationId: idOf(voice), credits: 1, userId: voice.userId, keyId: voice.generation!.keyId }]);
    expect((await ask(voice, 'GET')).data).toMatchObject({ voiceId: voice.voiceId, status: 'pending', prompt: voice.finalText });
  });

  it('lasts as long as the voice is heard, costs so much, and says what it overrides', async () => {
    const voice = understood({ narration: { ...narration, words: [...narration.words] } }, { durationSeconds: 5 });
    await hear(voice);
    expect(await requested(voice)).toMatchObject({ options: { durationSeconds: 30.625 }, narration: { durationSeconds: 30.1 } });
    expect(reserved).toMatchObject([{ credits: 4 }]);
    const { data } = await ask(voice, 'GET');
    expect(data).toMatchObject({ options: { durationSeconds: 30.625 }, estimatedCredits: 4 });
    expect(JSON.stringify(data['timeline'])).toContain('30.625 s, not the 5 s that were asked for');
  });

  it('begins once, also where its recording is told of twice, at once, and anew', async () => {
    const voice = understood();
    const [envelope] = envelopesOf([VoiceProcessingCompleted(voice)], 'test');
    const others = [randomUUID(), randomUUID()];
    await service.broker.publish([envelope!, envelope!, ...others.map((id) => ({ ...envelope!, id }))]);
    await handled(envelope!.id, ...others);
    await hearOut(voice);
    expect(saidOf(GenerationRequested, idOf(voice))).toHaveLength(1);
    expect(saidOf(GenerationFailed, idOf(voice))).toEqual([]);
  });

  it('waits for user-service where that is away, and is not failed by it', async () => {
    const voice = understood();
    let away = 2;
    says = (asked) =>
      away-- > 0 ? Promise.reject(new AppError('service_unavailable', 'x', 503)) : Promise.resolve({ ...asked, balance: 1 });
    await hear(voice);
    await requested(voice);
    expect(saidOf(GenerationFailed, idOf(voice))).toEqual([]);
    expect(reserved).toHaveLength(3);
  });

  it('fails with what happened where nobody could begin it to the last try', async () => {
    const voice = understood();
    says = () => Promise.reject(new AppError('service_unavailable', 'user-service does not answer.', 503));
    await hear(voice);
    await expect.poll(() => saidOf(GenerationFailed, idOf(voice))).toMatchObject([{ data: { errorCode: 'generation_not_begun' } }]);
    says = (asked) => Promise.resolve({ ...asked, balance: 1 });
    await hearOut(voice);
    expect(saidOf(GenerationRequested, idOf(voice))).toEqual([]);
    expect((await ask(voice, 'GET')).data).toMatchObject({ status: 'failed' });
  });

  it.each([
    ['credits_insufficient', 402],
    ['budget_exhausted', 402],
    ['account_suspended', 403],
    ['account_closed', 403],
    ['reservation_differs', 409],
  ])('exists as failed with %s where user-service refuses it so', async (code, status) => {
    const voice = understood();
    says = () => Promise.reject(new AppError(code, 'No.', status));
    await hear(voice);
    await expect
      .poll(() => saidOf(GenerationFailed, idOf(voice)))
      .toMatchObject([{ data: { errorCode: code, phase: 'accepted' }, userid: voice.userId }]);
    await hearOut(voice);
    expect(saidOf(GenerationFailed, idOf(voice))).toHaveLength(1);
    expect(saidOf(GenerationRequested, idOf(voice))).toEqual([]);
    const { data } = await ask(voice, 'GET');
    expect(data).toMatchObject({ status: 'failed', error: { code }, voiceId: voice.voiceId, costUsd: 0, estimatedCredits: null });
    expect(data['finishedAt']).not.toBeNull();
  });

  it('exists as failed with content_blocked, and nobody asked for credits, where its words are not to be filmed', async () => {
    const voice = understood({ finalText: 'Explicit child pornography.' });
    await hear(voice);
    await expect.poll(() => saidOf(GenerationFailed, idOf(voice))).toMatchObject([{ data: { errorCode: 'content_blocked' } }]);
    expect(reserved).toEqual([]);
  });

  it('ends as failed where its credits were given back before it could begin', async () => {
    const voice = understood();
    const mesh: Caller = { userId: 'mesh', role: 'admin', tier: 'enterprise', by: 'user-service' };
    const headers = await service.app.get(Identities).headersFor(mesh);
    const reckon = () => service.app.inject({ method: 'POST', url: `/generations/${idOf(voice)}/reckoning`, headers });
    says = async (asked) => {
      await reckon();
      return { ...asked, balance: 1 };
    };
    await hear(voice);
    await expect.poll(() => saidOf(GenerationFailed, idOf(voice))).toMatchObject([{ data: { errorCode: 'generation_not_begun' } }]);
    expect((await reckon()).json()).toMatchObject({ data: { status: 'failed' } });
  });

  it('is none where only its words were wanted', async () => {
    const voice = understood({ generation: undefined });
    await hearOut(voice);
    expect(reserved).toEqual([]);
  });

  it('can be cancelled, tried again with its voice, and deleted', async () => {
    const voice = understood({ narration: { ...narration, words: [...narration.words] } });
    await hear(voice);
    await requested(voice);
    expect(await ask(voice, 'POST', '/cancel')).toMatchObject({ status: 200 });
    await expect
      .poll(() => service.broker.published.some(({ type, subject }) => type === GenerationCancelled.type && subject === idOf(voice)))
      .toBe(true);
    const again = await ask(voice, 'POST', '/retry');
    expect(again.status).toBe(202);
    const retried = { ...voice, generation: { ...voice.generation, generationId: String(again.data['generationId']) } } as Completed;
    expect(await requested(retried)).toMatchObject({
      voiceId: voice.voiceId,
      narration: { durationSeconds: 30.1 },
      options: { durationSeconds: 30.625 },
    });
    expect(await ask(voice, 'DELETE')).toMatchObject({ status: 200 });
    await expect
      .poll(() => service.broker.published.some(({ type, subject }) => type === GenerationDeleted.type && subject === idOf(voice)))
      .toBe(true);
    expect(await ask(voice, 'GET')).toMatchObject({ status: 404 });
    await hearOut(voice);
    expect(saidOf(GenerationRequested, idOf(voice))).toHaveLength(1);
  });
});

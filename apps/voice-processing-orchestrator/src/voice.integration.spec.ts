import {
  AccountDataErased,
  AccountDeleted,
  VoiceDeleted,
  VoiceProcessingCancelled,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { AcceptedVoice, uploadPlace, VoicePage, VoiceView } from '@polyreel/http-api';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess } from '@polyreel/object-store';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnkeptRecordings } from './unkept.recordings.js';
import { fault, heard, prepared, SAID, tone, transcribed } from './voice.fixture.js';
import { VoiceProcessingModule } from './voice-processing.module.js';

const KEY = 'x-polyreel-idempotency-key';
const person = (): Caller => ({ userId: randomUUID(), role: 'user', tier: 'pro' });
const SECRET = 'a secret for tests, as long as it must be';

interface Answer {
  status: number;
  data: unknown;
  error: { code: string; message: string };
}

describe('a recording', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-spec-'));
    database = await testDatabase();
    store = new DiskObjectStore({ folder, access: new SignedAccess(SECRET), publicUrl: 'http://127.0.0.1' });
    service = await testService(VoiceProcessingModule, {
      database,
      override: (builder) =>
        builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({ OBJECT_STORE_SECRET: SECRET }),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (caller: Caller, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, key?: string): Promise<Answer> => {
    const headers = { ...(await service.app.get(Identities).headersFor(caller)), ...(key === undefined ? {} : { [KEY]: key }) };
    const response = await service.app.inject({ method, url, headers, payload });
    return { ...response.json<Answer>(), status: response.statusCode };
  };
  /** An upload as a presigned address leaves it. */
  async function uploaded({ userId }: Caller, bytes: Buffer = tone()) {
    const uploadId = randomUUID();
    await store.put(uploadPlace(userId, uploadId), 'audio/wav', bytes);
    return uploadId;
  }
  const processing = async (caller: Caller, more: object = {}, key?: string) =>
    ask(caller, 'POST', '/voice/process', { uploadId: await uploaded(caller), ...more }, key);
  const accepted = async (caller: Caller, more: object = {}) => AcceptedVoice.parse((await processing(caller, more)).data).voiceId;
  const view = async (caller: Caller, voiceId: string) => VoiceView.parse((await ask(caller, 'GET', `/voice/status/${voiceId}`)).data);
  const objects = async (prefix: string) => {
    const keys: string[] = [];
    for await (const { key } of store.list('user-uploads', prefix)) keys.push(key);
    return keys.sort();
  };
  const said = <Data extends { voiceId: string }>(events: Data[], voiceId: string) => events.filter((data) => data.voiceId === voiceId);
  const until = (caller: Caller, voiceId: string, status: string) =>
    expect.poll(async () => (await view(caller, voiceId)).status, { timeout: 10_000 }).toBe(status);
  const rows = (table: string, userId: string) =>
    service.app.get(Database).query(`SELECT 1 FROM voice.${table} WHERE user_id = $1`, [userId]);

  describe('and its way', () => {
    it('leads from an upload to the words that were said in it', async () => {
      const ada = person();
      const uploadId = await uploaded(ada);
      const { status, data } = await ask(ada, 'POST', '/voice/process', { uploadId, language: 'en' });
      const { voiceId, ...answer } = AcceptedVoice.parse(data);
      expect(status).toBe(202);
      expect(answer).toMatchObject({ status: 'pending', generationId: null, recording: { format: 'wav', durationSeconds: 2 } });
      const [started] = said(await service.emitted(VoiceProcessingStarted), voiceId);
      expect(started).toMatchObject({ userId: ada.userId, tier: 'pro', languageHint: 'en' });
      expect(started!.audioFile).toMatchObject({ key: `voices/${voiceId}/recording.wav`, bytes: tone().length });
      expect(await view(ada, voiceId)).toMatchObject({ costUsd: 0 });
      expect(await view(ada, voiceId)).toMatchObject({ status: 'pending', phase: 'preparing', transcript: null, finishedAt: null });

      await service.send(prepared(voiceId));
      await until(ada, voiceId, 'processing');
      expect(await view(ada, voiceId)).toMatchObject({ phase: 'listening', preparation: { durationSeconds: 4 } });
      await service.send(heard(voiceId, { costUsd: 0.003 }));
      await service.send(transcribed(voiceId, { costUsd: 0.006 }));
      await until(ada, voiceId, 'completed');
      const [completed] = said(await service.emitted(VoiceProcessingCompleted), voiceId);
      expect(completed).toMatchObject({ finalText: SAID, language: 'en' });
      expect(completed!.costUsd).toBeCloseTo(0.009);
      expect((await view(ada, voiceId)).costUsd).toBe(completed!.costUsd);
      expect(await view(ada, voiceId)).toMatchObject({
        phase: 'done',
        progress: 100,
        transcript: { text: SAID, engine: 'whisper.cpp ggml-base' },
        language: { code: 'en', agreed: true },
        finishedAt: expect.any(String) as string,
      });
    });

    it('leads to a film whose id its owner knows at once', async () => {
      const ada = { ...person(), keyId: randomUUID() };
      const wanted = { uploadId: await uploaded(ada), narrate: true, resolution: '1080p', style: 'noir' };
      const { voiceId, generationId } = AcceptedVoice.parse((await ask(ada, 'POST', '/voice/generate', wanted)).data);
      for (const fact of [transcribed(voiceId), heard(voiceId), prepared(voiceId)]) await service.send(fact);
      await until(ada, voiceId, 'completed');
      const [completed] = said(await service.emitted(VoiceProcessingCompleted), voiceId);
      expect(completed).toMatchObject({
        generation: { generationId, narrate: true, keyId: ada.keyId, options: { resolution: '1080p', style: 'noir', music: true } },
        narration: { durationSeconds: 4 },
      });
      expect(await view(ada, voiceId)).toMatchObject({ generationId, narrate: true });
    });

    it('moves no more once it has ended', async () => {
      const ada = person();
      const voiceId = await accepted(ada);
      await service.send(fault(voiceId, 'audio-preprocessing-service', { message: 'Nothing is said in it.', code: 'voice_no_speech' }));
      await until(ada, voiceId, 'failed');
      for (const fact of [prepared(voiceId), transcribed(voiceId), heard(voiceId)]) await service.send(fact);
      const other = await accepted(ada);
      for (const fact of [prepared(other), transcribed(other), heard(other)]) await service.send(fact);
      await until(ada, other, 'completed');
      expect(await view(ada, voiceId)).toMatchObject({
        status: 'failed',
        error: { code: 'voice_no_speech', message: 'Nothing is said in it.' },
      });
      expect(said(await service.emitted(VoiceProcessingFailed), voiceId)).toHaveLength(1);
      expect(said(await service.emitted(VoiceProcessingCompleted), voiceId)).toEqual([]);
    });

    it('goes on without an ear that is overdue, and fails where the words are', async () => {
      const ada = person();
      const [settling, silent] = [await accepted(ada), await accepted(ada)];
      for (const fact of [prepared(settling), transcribed(settling), prepared(silent)]) await service.send(fact);
      const stepOf = async (id: string) =>
        (await service.app.get(Database).query<{ step: string }>('SELECT step FROM voice.processes WHERE id = $1', [id]))[0]!.step;
      await expect.poll(() => stepOf(settling)).toBe('settling');
      await expect.poll(() => stepOf(silent)).toBe('listening');
      await service.app.get(Database).query('UPDATE voice.processes SET deadline_at = now() WHERE id IN ($1, $2)', [settling, silent]);
      await until(ada, settling, 'completed');
      await until(ada, silent, 'failed');
      expect((await view(ada, silent)).error).toMatchObject({ code: 'voice_overdue' });
    });
  });

  describe('and its owner', () => {
    it('can stop it, once and twice, and not when it has ended', async () => {
      const ada = person();
      const voiceId = await accepted(ada);
      expect(await ask(ada, 'POST', `/voice/${voiceId}/cancel`)).toMatchObject({ status: 200 });
      expect(await ask(ada, 'POST', `/voice/${voiceId}/cancel`)).toMatchObject({ status: 200 });
      expect(said(await service.emitted(VoiceProcessingCancelled), voiceId)).toHaveLength(1);
      const ended = await accepted(ada);
      for (const fact of [prepared(ended), transcribed(ended), heard(ended)]) await service.send(fact);
      await until(ada, ended, 'completed');
      expect(await ask(ada, 'POST', `/voice/${ended}/cancel`)).toMatchObject({ status: 409, error: { code: 'voice_finished' } });
    });

    it('can delete it, with every word of it, also while it is under way', async () => {
      const ada = person();
      const voiceId = await accepted(ada);
      expect(await ask(ada, 'DELETE', `/voice/${voiceId}`)).toMatchObject({ status: 200 });
      expect(await ask(ada, 'GET', `/voice/status/${voiceId}`)).toMatchObject({ status: 404, error: { code: 'voice_not_found' } });
      expect(said(await service.emitted(VoiceProcessingCancelled), voiceId)).toHaveLength(1);
      expect(said(await service.emitted(VoiceDeleted), voiceId)).toMatchObject([{ userId: ada.userId }]);
      expect(await service.app.get(Database).query('SELECT 1 FROM voice.processes WHERE id = $1', [voiceId])).toEqual([]);
    });

    it('is the only one who stops or deletes it, and beside operators the only one who sees it', async () => {
      const [ada, eve, root] = [person(), person(), { ...person(), role: 'admin' as const }];
      const voiceId = await accepted(ada);
      for (const [caller, method, url] of [
        [eve, 'GET', `/voice/status/${voiceId}`],
        ...[eve, root].flatMap((other) => [
          [other, 'POST', `/voice/${voiceId}/cancel`] as const,
          [other, 'DELETE', `/voice/${voiceId}`] as const,
        ]),
      ] as const)
        expect(await ask(caller, method, url)).toMatchObject({ status: 404, error: { code: 'voice_not_found' } });
      expect((await view(root, voiceId)).voiceId).toBe(voiceId);
      expect(await ask(ada, 'DELETE', `/voice/${voiceId}`)).toMatchObject({ status: 200 });
      expect(said(await service.emitted(VoiceDeleted), voiceId)).toMatchObject([{ userId: ada.userId }]);
    });

    it('can have the words of an upload first and then a film of it, and nothing of somebody else’s', async () => {
      const [ada, eve] = [person(), person()];
      const uploadId = await uploaded(ada);
      const words = await ask(ada, 'POST', '/voice/process', { uploadId });
      const film = await ask(ada, 'POST', '/voice/generate', { uploadId });
      expect([words.status, film.status]).toEqual([202, 202]);
      for (const { data } of [words, film]) {
        const { voiceId } = AcceptedVoice.parse(data);
        expect(await store.stat({ bucket: 'user-uploads', key: `voices/${voiceId}/recording.wav` })).toMatchObject({
          bytes: tone().length,
        });
      }
      expect(await ask(eve, 'POST', '/voice/process', { uploadId })).toMatchObject({ status: 404, error: { code: 'upload_not_found' } });
    });

    it('can delete it, and the upload that it came of goes with it', async () => {
      const ada = person();
      const [uploadId, other] = [await uploaded(ada), await uploaded(ada)];
      const { voiceId } = AcceptedVoice.parse((await ask(ada, 'POST', '/voice/process', { uploadId })).data);
      const { voiceId: film } = AcceptedVoice.parse((await ask(ada, 'POST', '/voice/generate', { uploadId })).data);
      await ask(ada, 'DELETE', `/voice/${voiceId}`);
      expect(await objects(`uploads/${ada.userId}/`)).toEqual([uploadPlace(ada.userId, other).key]);
      expect(await ask(ada, 'POST', '/voice/process', { uploadId })).toMatchObject({ status: 404, error: { code: 'upload_not_found' } });
      // Whatever else was made of the upload has the recording as its own.
      expect(await objects(`voices/${film}/`)).toHaveLength(1);
    });

    it('gets their recordings by pages, newest first', async () => {
      const ada = person();
      const ids = [await accepted(ada), await accepted(ada), await accepted(ada)];
      const page = async (query: string) => VoicePage.parse((await ask(ada, 'GET', `/voice${query}`)).data);
      const first = await page('?limit=2');
      expect(first.voices.map(({ voiceId }) => voiceId)).toEqual([ids[2], ids[1]]);
      const second = await page(`?limit=2&cursor=${first.nextCursor}`);
      expect(second).toMatchObject({ voices: [{ voiceId: ids[0] }], nextCursor: null });
      expect(await ask(ada, 'GET', '/voice?cursor=x')).toMatchObject({ status: 400, error: { code: 'cursor_invalid' } });
    });

    it('has no more than a few under way at once, however many they ask for at the same moment', async () => {
      const ada = person();
      const answers = await Promise.all(Array.from({ length: 8 }, () => processing(ada)));
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
      expect(answers.find(({ status }) => status === 429)).toMatchObject({ error: { code: 'too_many_voices' } });
      // The uploads wait where they are for another try, and nothing of the refused ones lies elsewhere.
      expect(await objects(`uploads/${ada.userId}/`)).toHaveLength(8);
      expect(await rows('claims', ada.userId)).toHaveLength(5);
      const [{ data } = { data: undefined }] = answers.filter(({ status }) => status === 202);
      await ask(ada, 'DELETE', `/voice/${AcceptedVoice.parse(data).voiceId}`);
      expect(await processing(ada)).toMatchObject({ status: 202 });
    });
  });

  describe('under a key', () => {
    it('is taken in once, and asking again gives the first answer, also when its upload is gone', async () => {
      const ada = person();
      const request = { uploadId: await uploaded(ada), language: 'en' };
      const first = await ask(ada, 'POST', '/voice/process', request, 'order-1');
      await store.delete(uploadPlace(ada.userId, request.uploadId));
      const again = await ask(ada, 'POST', '/voice/process', request, 'order-1');
      expect(again).toMatchObject({ status: 202, data: first.data });
      expect(await rows('voices', ada.userId)).toHaveLength(1);
    });

    it('is taken in once where it is asked for many times at once', async () => {
      const ada = person();
      const request = { uploadId: await uploaded(ada) };
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(ada, 'POST', '/voice/generate', request, 'order-1')));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
      expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
      expect(await rows('voices', ada.userId)).toHaveLength(1);
    });

    it('is refused for another request, and is one’s own', async () => {
      const [ada, eve] = [person(), person()];
      const request = { uploadId: await uploaded(ada) };
      const first = await ask(ada, 'POST', '/voice/process', request, 'order-1');
      for (const [path, more] of [
        ['process', { language: 'de' }],
        ['generate', {}],
        ['process', { uploadId: await uploaded(ada) }],
      ] as const)
        expect(await ask(ada, 'POST', `/voice/${path}`, { ...request, ...more }, 'order-1')).toMatchObject({
          status: 422,
          error: { code: 'idempotency_key_reused' },
        });
      expect((await processing(eve, {}, 'order-1')).data).not.toMatchObject({ voiceId: AcceptedVoice.parse(first.data).voiceId });
      expect(await processing(ada, {}, 'no\tkey')).toMatchObject({ status: 400, error: { code: 'idempotency_key_invalid' } });
    });

    it('is not taken in again after it was deleted', async () => {
      const ada = person();
      const request = { uploadId: await uploaded(ada) };
      const { data } = await ask(ada, 'POST', '/voice/process', request, 'order-1');
      await ask(ada, 'DELETE', `/voice/${AcceptedVoice.parse(data).voiceId}`);
      expect(await ask(ada, 'POST', '/voice/process', request, 'order-1')).toMatchObject({ status: 202, data });
      expect(await rows('voices', ada.userId)).toEqual([]);
    });
  });

  describe('of which nothing came', () => {
    it('is removed an hour after whoever stored it has died, and one that was taken in never', async () => {
      const ada = person();
      const voiceId = await accepted(ada);
      const [dead, alive] = [randomUUID(), randomUUID()];
      for (const [id, minutes] of [
        [dead, 61],
        [alive, 1],
      ] as const) {
        await store.put({ bucket: 'user-uploads', key: `voices/${id}/recording.wav` }, 'audio/wav', tone());
        await service.app.get(Database).query(
          `INSERT INTO voice.claims (id, kind, user_id, body_hash, answer, claimed_at)
           VALUES ($1, 'voice', $2, 'x', '{}', now() - make_interval(mins => $3))`,
          [id, ada.userId, minutes],
        );
      }
      await service.app.get(Database).query(`UPDATE voice.claims SET claimed_at = now() - interval '2 days' WHERE id = $1`, [voiceId]);
      await service.app.get(UnkeptRecordings).sweep();
      expect(await objects(`voices/${dead}/`)).toEqual([]);
      expect(await objects(`voices/${alive}/`)).toHaveLength(1);
      expect(await objects(`voices/${voiceId}/`)).toHaveLength(1);
    });
  });

  describe('of somebody who leaves', () => {
    it('is stopped and erased with every claim, and no more are taken in', async () => {
      const [ada, eve] = [person(), person()];
      const running = await accepted(ada);
      const ended = await accepted(ada);
      for (const fact of [prepared(ended), transcribed(ended), heard(ended)]) await service.send(fact);
      await until(ada, ended, 'completed');
      const kept = await accepted(eve);
      await service.send(AccountDeleted({ userId: ada.userId, deletedAt: new Date().toISOString() }));
      const erased = async () => (await service.emitted(AccountDataErased)).find(({ userId }) => userId === ada.userId);
      await expect.poll(erased, { timeout: 10_000 }).toMatchObject({
        service: 'voice-processing-orchestrator',
        erased: { voices: 2, claims: 2 },
      });
      expect(said(await service.emitted(VoiceProcessingCancelled), running)).toHaveLength(1);
      for (const table of ['voices', 'claims']) expect(await rows(table, ada.userId)).toEqual([]);
      expect(await service.app.get(Database).query('SELECT 1 FROM voice.processes WHERE user_id = $1', [ada.userId])).toEqual([]);
      const before = await objects('voices/');
      expect(await processing(ada)).toMatchObject({ status: 409, error: { code: 'id_taken' } });
      expect(await objects('voices/')).toEqual(before);
      expect((await view(eve, kept)).status).toBe('pending');
    });

    it('is theirs to take along first, page by page, for services only', async () => {
      const ada = person();
      const ids = [await accepted(ada), await accepted(ada)];
      const mesh = { ...ada, by: 'user-service' };
      const { data } = await ask(mesh, 'GET', '/kept/voices');
      expect(data).toMatchObject({ items: [{ voiceId: ids[1] }, { voiceId: ids[0] }], nextCursor: null });
      expect(await ask(ada, 'GET', '/kept/voices')).toMatchObject({ status: 403 });
    });
  });
});

import { MAX_RECORDING_BYTES, VoiceProcessingStarted } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { AcceptedVoice, MOST_UPLOADS, UploadedRecording, uploadPlace } from '@polyreel/http-api';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess } from '@polyreel/object-store';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tone } from './voice.fixture.js';
import { VoiceProcessingModule } from './voice-processing.module.js';
import { Voices } from './voices.repository.js';

const KEY = 'x-polyreel-idempotency-key';
const person = (): Caller => ({ userId: randomUUID(), role: 'user', tier: 'pro' });
const SECRET = 'a secret for tests, as long as it must be';
const MEGABYTE = 2 ** 20;

interface Answer {
  status: number;
  data: unknown;
  error: { code: string; message: string };
}
/** A part of a form: its text, or its bytes under a file name. */
type Part = [name: string, content: string | Buffer<ArrayBuffer>, fileName?: string];

describe('an upload', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let scratch: string;
  let store: DiskObjectStore;
  let url: string;
  const before = process.env['TMPDIR'];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-spec-'));
    scratch = join(folder, 'scratch');
    await mkdir(scratch);
    process.env['TMPDIR'] = scratch;
    database = await testDatabase();
    store = new DiskObjectStore({ folder: join(folder, 'objects'), access: new SignedAccess(SECRET), publicUrl: 'http://127.0.0.1' });
    service = await testService(VoiceProcessingModule, {
      database,
      override: (builder) =>
        builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({ OBJECT_STORE_SECRET: SECRET }),
    });
    await service.app.listen(0, '127.0.0.1');
    url = await service.app.getUrl();
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true, force: true });
  });

  const headersOf = (caller: Caller) => service.app.get(Identities).headersFor(caller);
  async function send(caller: Caller, path: string, init: RequestInit & { duplex?: 'half' }, key?: string): Promise<Answer> {
    const identity = { ...(await headersOf(caller)), ...(key === undefined ? {} : { [KEY]: key }) };
    const response = await fetch(`${url}/voice/${path}`, {
      method: 'POST',
      ...init,
      headers: { ...identity, ...(init.headers as object) },
    });
    return { ...((await response.json()) as Answer), status: response.status };
  }
  function form(caller: Caller, path: string, parts: readonly Part[], key?: string) {
    const body = new FormData();
    for (const [name, content, fileName] of parts)
      if (typeof content === 'string') body.append(name, content);
      else body.append(name, new Blob([content]), fileName ?? 'a.wav');
    return send(caller, path, { body }, key);
  }
  const raw = (caller: Caller, body: Buffer<ArrayBuffer>, type = 'audio/wav') =>
    send(caller, 'upload', { body, headers: { 'content-type': type } });
  /** A body that comes in pieces, and whose length no header tells. */
  const flowing = (bytes: number) =>
    new ReadableStream({
      pull(controller) {
        if (bytes <= 0) return controller.close();
        controller.enqueue(new Uint8Array(Math.min(bytes, 64 * 1024)));
        bytes -= 64 * 1024;
      },
    });
  const scratched = () => readdir(scratch);
  const objects = async (prefix: string) => {
    const keys: string[] = [];
    for await (const { key } of store.list('user-uploads', prefix)) keys.push(key);
    return keys;
  };
  /** Nothing of this person lies anywhere. */
  async function nothingOf({ userId }: Caller) {
    await expect.poll(scratched, { timeout: 4_000 }).toEqual([]);
    expect(await objects(`uploads/${userId}/`)).toEqual([]);
    for (const table of ['voices', 'claims'])
      expect(await service.app.get(Database).query(`SELECT 1 FROM voice.${table} WHERE user_id = $1`, [userId])).toEqual([]);
  }
  const facts = { format: 'wav', codec: 'pcm_s16le', durationSeconds: 2, sampleRate: 16_000, channels: 1, bytes: tone().length };

  it('is told what it is, whether it is the whole body or a part of a form, and is there to be used', async () => {
    const ada = person();
    for (const answer of [await raw(ada, tone()), await form(ada, 'upload', [['file', tone(), '../../etc/passwd']])]) {
      expect(answer).toMatchObject({ status: 201, data: facts });
      const { uploadId } = UploadedRecording.parse(answer.data);
      expect(await store.stat(uploadPlace(ada.userId, uploadId))).toMatchObject({ bytes: tone().length, contentType: 'audio/wav' });
      const used = await send(ada, 'process', { body: JSON.stringify({ uploadId }), headers: { 'content-type': 'application/json' } });
      expect(used).toMatchObject({ status: 202, data: { recording: facts } });
    }
    await expect.poll(scratched).toEqual([]);
  });

  it('is one of fifty, and one of nobody who has left', async () => {
    const [ann, gone] = [person(), person()];
    const first = await form(ann, 'upload', [['file', tone()]], 'first');
    for (let at = 1; at < MOST_UPLOADS; at++)
      await store.put(uploadPlace(ann.userId, randomUUID()), 'audio/wav', Buffer.from('an older one'));
    expect(await raw(ann, tone())).toMatchObject({ status: 429, error: { code: 'too_many_uploads' } });
    expect(await form(ann, 'upload', [['file', tone()]], 'second')).toMatchObject({ status: 429 });
    expect((await form(ann, 'upload', [['file', tone()]], 'first')).data).toEqual(first.data);
    await service.app.get(Voices).takeNoneOf(gone.userId);
    expect(await raw(gone, tone())).toMatchObject({ status: 409, error: { code: 'id_taken' } });
    expect(await objects(`uploads/${gone.userId}/`)).toEqual([]);
  });

  it('under a key is one, is made good where it is missing, and is refused for another file', async () => {
    const ada = person();
    const first = await form(ada, 'upload', [['file', tone()]], 'take-1');
    const { uploadId } = UploadedRecording.parse(first.data);
    await store.delete(uploadPlace(ada.userId, uploadId));
    expect((await form(ada, 'upload', [['file', tone()]], 'take-1')).data).toEqual(first.data);
    expect(await objects(`uploads/${ada.userId}/`)).toHaveLength(1);
    expect(await form(ada, 'upload', [['file', tone(3)]], 'take-1')).toMatchObject({
      status: 422,
      error: { code: 'idempotency_key_reused' },
    });
    expect(await store.stat(uploadPlace(ada.userId, uploadId))).toMatchObject({ bytes: tone().length });
  });

  it.each([
    [
      'after',
      [
        ['request', '{"language":"en"}'],
        ['file', tone()],
      ],
    ],
    [
      'before',
      [
        ['file', tone()],
        ['request', '{"language":"en"}'],
      ],
    ],
    ['without', [['file', tone()]]],
  ] as [string, Part[]][])('comes with its request in one form, the file %s the JSON', async (order, parts) => {
    const ada = person();
    const { status, data } = await form(ada, 'process', parts);
    expect(status).toBe(202);
    const { voiceId } = AcceptedVoice.parse(data);
    const started = (await service.emitted(VoiceProcessingStarted)).find((event) => event.voiceId === voiceId);
    expect(started?.languageHint).toBe(order === 'without' ? undefined : 'en');
    expect(await objects(`voices/${voiceId}/`)).toEqual([`voices/${voiceId}/recording.wav`]);
  });

  it('comes with JSON that a browser sends as a Blob as well', async () => {
    const request: Part = ['request', Buffer.from('{"narrate":true,"aspectRatio":"9:16"}'), 'blob'];
    expect(await form(person(), 'generate', [request, ['file', tone()]])).toMatchObject({
      status: 202,
      data: { generationId: expect.any(String) as string },
    });
  });

  it('sent anew under the same key, also while the first is still on its way, makes no second recording', async () => {
    const ada = person();
    const once = () =>
      form(
        ada,
        'generate',
        [
          ['request', '{"style":"noir"}'],
          ['file', tone()],
        ],
        'order-1',
      );
    const answers = await Promise.all([once(), once(), once()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await once()).toMatchObject({ status: 202, data: answers[0].data });
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(await service.app.get(Database).query('SELECT 1 FROM voice.voices WHERE user_id = $1', [ada.userId])).toHaveLength(1);
    for (const parts of [
      [
        ['request', '{"style":"noir"}'],
        ['file', tone(3)],
      ],
      [
        ['request', '{"style":"anime"}'],
        ['file', tone()],
      ],
    ] as Part[][])
      expect(await form(ada, 'generate', parts, 'order-1')).toMatchObject({ status: 422, error: { code: 'idempotency_key_reused' } });
    const { voiceId } = AcceptedVoice.parse(answers[0].data);
    expect(await store.stat({ bucket: 'user-uploads', key: `voices/${voiceId}/recording.wav` })).toMatchObject({ bytes: tone().length });
  });

  it.each([
    ['no file', 'process', [['request', '{}']], 400, 'voice_missing'],
    ['no file at all', 'upload', [], 400, 'voice_missing'],
    [
      'a file and an upload',
      'process',
      [
        ['request', `{"uploadId":"${randomUUID()}"}`],
        ['file', tone()],
      ],
      400,
      'voice_missing',
    ],
    [
      'two files',
      'process',
      [
        ['file', tone()],
        ['file', tone()],
      ],
      400,
      'multipart_invalid',
    ],
    [
      'two requests',
      'process',
      [
        ['request', '{}'],
        ['request', '{}'],
        ['file', tone()],
      ],
      400,
      'multipart_invalid',
    ],
    [
      'a thousand fields',
      'process',
      [...Array.from({ length: 1_000 }, (_, at): Part => [`field${at}`, 'x']), ['file', tone()]],
      400,
      'multipart_invalid',
    ],
    [
      'a field that nobody knows',
      'process',
      [
        ['file', tone()],
        ['x', 'y'],
      ],
      400,
      'multipart_invalid',
    ],
    [
      'a prototype',
      'process',
      [
        ['__proto__', 'y'],
        ['file', tone()],
      ],
      400,
      'multipart_invalid',
    ],
    [
      'a request of a megabyte',
      'process',
      [
        ['request', `{"language":"${'x'.repeat(MEGABYTE)}"}`],
        ['file', tone()],
      ],
      400,
      'multipart_invalid',
    ],
    [
      'no JSON',
      'process',
      [
        ['request', '{"language":'],
        ['file', tone()],
      ],
      400,
      'request_invalid',
    ],
    [
      'JSON that is no object',
      'process',
      [
        ['request', '[1]'],
        ['file', tone()],
      ],
      400,
      'request_invalid',
    ],
    [
      'a language that nobody speaks',
      'process',
      [
        ['request', '{"language":"xx"}'],
        ['file', tone()],
      ],
      400,
      'language_unknown',
    ],
    [
      'an option that is none',
      'generate',
      [
        ['request', '{"resolution":"9p"}'],
        ['file', tone()],
      ],
      400,
      'resolution_invalid',
    ],
    [
      'a film of two hours',
      'generate',
      [
        ['request', '{"durationSeconds":7200}'],
        ['file', tone()],
      ],
      400,
      'duration_seconds_invalid',
    ],
    [
      'an option of films where none is wanted',
      'process',
      [
        ['request', '{"style":"noir"}'],
        ['file', tone()],
      ],
      400,
      'request_invalid',
    ],
    ['a text named .wav', 'process', [['file', Buffer.from('hello '.repeat(1_000)), 'a.wav']], 415, 'voice_not_audio'],
    ['a megabyte too much', 'process', [['file', Buffer.alloc(MAX_RECORDING_BYTES + MEGABYTE)]], 413, 'voice_too_large'],
    ['one byte too much', 'upload', [['file', Buffer.alloc(MAX_RECORDING_BYTES + 1)]], 413, 'voice_too_large'],
  ] as [string, string, Part[], number, string][])('with %s is refused, and nothing of it stays', async (_, path, parts, status, code) => {
    const ada = person();
    expect(await form(ada, path, parts)).toMatchObject({ status, error: { code } });
    await nothingOf(ada);
  });

  it('of 26 MB that come in pieces is refused, whatever its sender says of its length', async () => {
    const ada = person();
    const init = { body: flowing(26 * MEGABYTE), duplex: 'half', headers: { 'content-type': 'audio/wav' } } as const;
    expect(await send(ada, 'upload', init)).toMatchObject({ status: 413, error: { code: 'voice_too_large' } });
    await nothingOf(ada);
  });

  it.each([
    ['application/zip', 415],
    ['multipart/form-data', 400],
    ['multipart/form-data; boundary=x', 400],
  ])('that calls itself %s and is none is refused', async (type, status) => {
    const ada = person();
    expect(await raw(ada, tone(), type)).toMatchObject({ status });
    await nothingOf(ada);
  });

  it.each([
    ['process', 'multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'],
    ['upload', 'audio/wav', ''],
  ])('to %s that breaks off in the middle leaves nothing', async (path, type, prologue) => {
    const ada = person();
    const identity = Object.entries(await headersOf(ada)).map(([name, value]) => `${name}: ${value}\r\n`);
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const head = `POST /voice/${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: 9000000\r\n${identity.join('')}\r\n${prologue}`;
    socket.write(head);
    socket.write(tone(60));
    // It has begun to be written.
    await expect.poll(async () => (await scratched()).length, { timeout: 10_000 }).toBe(1);
    socket.destroy();
    await nothingOf(ada);
  });

  it('that ends before its form does is refused', async () => {
    const ada = person();
    const body = Buffer.concat([Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'), tone()]);
    const cut = await send(ada, 'process', { body, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
    expect(cut).toMatchObject({ status: 400, error: { code: 'multipart_invalid' } });
    await nothingOf(ada);
  });

  it('that lies on S3 larger than was agreed is not even fetched', async () => {
    const ada = person();
    const uploadId = randomUUID();
    await store.put(uploadPlace(ada.userId, uploadId), 'audio/wav', Buffer.alloc(MAX_RECORDING_BYTES + 1));
    const answer = await send(ada, 'process', { body: JSON.stringify({ uploadId }), headers: { 'content-type': 'application/json' } });
    expect(answer).toMatchObject({ status: 413, error: { code: 'voice_too_large' } });
    await nothingOf(ada);
  });

  it('that is no recording is not kept for another try', async () => {
    const ada = person();
    const uploadId = randomUUID();
    await store.put(uploadPlace(ada.userId, uploadId), 'audio/wav', Buffer.from('hello'));
    const answer = await send(ada, 'process', { body: JSON.stringify({ uploadId }), headers: { 'content-type': 'application/json' } });
    expect(answer).toMatchObject({ status: 415, error: { code: 'voice_not_audio' } });
    await nothingOf(ada);
  });
});

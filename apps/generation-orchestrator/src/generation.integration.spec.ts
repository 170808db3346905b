import {
  Bucket,
  type DataOf,
  GenerationCancelled,
  GenerationCompleted,
  GenerationDeleted,
  GenerationFailed,
  GenerationProgressed,
  GenerationRequested,
  ImageGenerationCompleted,
  ImageGenerationStarted,
  PostProcessingCompleted,
  PostProcessingRequested,
  PromptEnhanced,
  QualityCheckCompleted,
  Shot,
  type StorageReference,
  TextPreprocessed,
  VideoGenerationCompleted,
  VideoGenerationFailed,
  VideoGenerationStarted,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CreditDesk } from './credit.desk.js';
import { GenerationOrchestratorModule } from './generation-orchestrator.module.js';
import { PromptSearch } from './prompt.search.js';

const OWNER: Caller = { userId: 'ada', role: 'user', tier: 'pro' };
const STRANGER: Caller = { userId: 'eve', role: 'user', tier: 'pro' };

const reference = (key: string): StorageReference => ({
  bucket: Bucket.enum['generated-content'],
  key,
  contentType: 'video/mp4',
  bytes: 1,
  checksum: 'a'.repeat(64),
});

const shot = (index: number) =>
  Shot.parse({
    index,
    text: 'A dragon flies.',
    originalText: 'Un dragón vuela.',
    sentences: [0],
    startSeconds: index * 3,
    durationSeconds: 3,
    setting: { scenery: 'sky', stated: true },
    mood: { label: 'epic', valence: 0, energy: 0.5 },
    camera: { size: 'wide', angle: 'low', movement: 'pan_left', stated: false },
    transition: 'cut',
    entities: [],
  });

const enhanced = (generationId: string, shots: number) =>
  PromptEnhanced({
    promptId: randomUUID(),
    generationId,
    enhancedPrompt: {
      shots: Array.from({ length: shots }, (_, index) => ({
        shotIndex: index,
        imagePrompt: 'a dragon',
        videoPrompt: 'a dragon flies',
        negativePrompt: '',
        shot: shot(index),
      })),
      sourceLanguage: 'es',
    },
    optimizationApplied: [],
    qualityScore: 0.9,
  });

const drawn = (generationId: string, shotIndex: number) =>
  ImageGenerationCompleted({
    generationId,
    shotIndex,
    images: [reference(`still-${shotIndex}`)],
    qualityScores: [1],
    provider: 'animatic',
    model: 'storyboard-1',
    costUsd: 0.01,
    processingTimeMs: 1,
  });

const filmed = (generationId: string, shotIndex: number) =>
  VideoGenerationCompleted({
    generationId,
    shotIndex,
    video: reference(`take-${shotIndex}`),
    thumbnail: reference(`thumb-${shotIndex}`),
    durationSeconds: 3,
    qualityScore: 1,
    provider: 'animatic',
    model: 'animatic-1',
    costUsd: 0.02,
    processingTimeMs: 1,
  });

const cut = (generationId: string) =>
  PostProcessingCompleted({
    generationId,
    file: reference('film.mp4'),
    renditions: {
      thumbnail: reference('poster'),
      contactSheet: reference('sheet'),
      captions: { vtt: reference('vtt'), srt: reference('srt') },
      preview: reference('preview'),
    },
    expected: { durationSeconds: 6, width: 1280, height: 720, framesPerSecond: 24, shots: 2 },
    processingApplied: [],
    processingTimeMs: 1,
  });

const checked = (generationId: string, passed: boolean) =>
  QualityCheckCompleted({
    generationId,
    qualityScore: passed ? 0.95 : 0.4,
    qualityMetrics: {},
    passed,
    problems: passed ? [] : [{ code: 'black_frames', message: 'half of it is black' }],
  });

describe('the generation orchestrator', () => {
  let database: TestDatabase;
  let service: TestedService;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    service = await testService(GenerationOrchestratorModule, {
      database,
      override: (builder) => builder.overrideProvider(CreditDesk).useValue({ reserve: () => Promise.resolve() }),
    });
  });
  afterEach(() => service.stop());

  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, caller = OWNER) => {
    const headers = await service.app.get(Identities).headersFor(caller);
    const response = await service.app.inject({ method, url, headers, payload });
    return { ...response.json<{ data: unknown; error: { code: string } }>(), status: response.statusCode };
  };
  const accept = async (payload: object = { prompt: 'Un dragón vuela sobre un castillo.' }) => {
    const { data } = await ask('POST', '/generations', payload);
    return (data as { generationId: string }).generationId;
  };
  const rendered = async (id: string, shots = 2) => {
    await service.send(enhanced(id, shots));
    await service.emitted(ImageGenerationStarted, shots);
    for (let index = 0; index < shots; index++) await service.send(drawn(id, index));
    await service.emitted(VideoGenerationStarted, shots);
    for (let index = 0; index < shots; index++) await service.send(filmed(id, index));
  };

  it('accepts a prompt, tells of it, and shows it to nobody but its owner', async () => {
    const id = await accept();
    const [requested] = await service.emitted(GenerationRequested);
    expect(requested).toMatchObject({ generationId: id, userId: 'ada', tier: 'pro', inputText: 'Un dragón vuela sobre un castillo.' });
    expect(requested!.options.seed).toEqual(expect.any(Number));
    expect(await ask('GET', `/generations/${id}`)).toMatchObject({ status: 200, data: { status: 'pending', progress: 1 } });
    expect(await ask('GET', `/generations/${id}`, undefined, STRANGER)).toMatchObject({
      status: 404,
      error: { code: 'generation_not_found' },
    });
    expect(await ask('POST', `/generations/${id}/cancel`, undefined, STRANGER)).toMatchObject({ status: 404 });
    expect(await ask('DELETE', `/generations/${id}`, undefined, STRANGER)).toMatchObject({ status: 404 });
    const nobody = await service.app.inject({ method: 'GET', url: `/generations/${id}` });
    expect(nobody.statusCode).toBe(401);
  });

  it('films a shot as soon as its own still stands, and goes through to a finished film', async () => {
    const id = await accept();
    await service.send(enhanced(id, 2));
    await service.emitted(ImageGenerationStarted, 2);
    await service.send(drawn(id, 1));
    expect(await service.emitted(VideoGenerationStarted)).toMatchObject([{ shotIndex: 1, images: [{ key: 'still-1' }] }]);
    await service.send(drawn(id, 0));
    await service.emitted(VideoGenerationStarted, 2);
    await service.send(filmed(id, 0));
    await service.send(filmed(id, 1));
    expect(await service.emitted(PostProcessingRequested)).toMatchObject([
      { attempt: 1, sourceLanguage: 'es', shots: [{ video: { key: 'take-0' } }, { video: { key: 'take-1' } }] },
    ]);
    await service.send(cut(id));
    await expect.poll(async () => (await ask('GET', `/generations/${id}`)).data).toMatchObject({ phase: 'checking' });
    await service.send(checked(id, true));
    expect(await service.emitted(GenerationCompleted)).toMatchObject([
      { generationId: id, degraded: false, costUsd: expect.closeTo(0.06) as number },
    ]);
    const { data } = await ask('GET', `/generations/${id}`);
    expect(data).toMatchObject({ status: 'completed', progress: 100, degraded: false });
    expect((data as { files: { kind: string }[] }).files.map(({ kind }) => kind)).toEqual([
      'video',
      'preview',
      'poster',
      'contact_sheet',
      'captions_vtt',
      'captions_srt',
      'image',
      'image',
    ]);
  });

  it('never lets the bar fall', async () => {
    const id = await accept();
    await rendered(id);
    await service.emitted(PostProcessingRequested);
    const bars = (await service.emitted(GenerationProgressed)).map(({ progress }) => progress);
    expect(bars).toEqual([...bars].sort((a, b) => a - b));
    expect(bars.at(-1)).toBe(85);
  });

  it('cuts a placeholder in where a shot could not be filmed, and says so in the end', async () => {
    const id = await accept();
    await service.send(enhanced(id, 2));
    await service.emitted(ImageGenerationStarted, 2);
    for (const index of [0, 1]) await service.send(drawn(id, index));
    await service.emitted(VideoGenerationStarted, 2);
    await service.send(
      VideoGenerationFailed({
        generationId: id,
        shotIndex: 0,
        errorClass: 'unavailable',
        message: 'the projector burnt',
        triedProviders: [],
      }),
    );
    await service.send(filmed(id, 1));
    const [requested] = await service.emitted(PostProcessingRequested);
    expect(requested!.shots.map(({ video }) => video?.key)).toEqual([undefined, 'take-1']);
    await service.send(cut(id));
    await expect.poll(async () => (await ask('GET', `/generations/${id}`)).data).toMatchObject({ phase: 'checking' });
    await service.send(checked(id, true));
    expect(await service.emitted(GenerationCompleted)).toMatchObject([
      { degraded: true, degradedReasons: [expect.stringContaining('the projector burnt')] },
    ]);
  });

  it('has a film that fails its check cut once more, then gives it as degraded', async () => {
    const id = await accept();
    await rendered(id);
    await service.emitted(PostProcessingRequested);
    for (const attempt of [1, 2]) {
      await service.send(cut(id));
      await expect.poll(async () => (await ask('GET', `/generations/${id}`)).data).toMatchObject({ phase: 'checking' });
      await service.send(checked(id, false));
      if (attempt === 1) expect((await service.emitted(PostProcessingRequested, 2)).map((cutting) => cutting.attempt)).toEqual([1, 2]);
    }
    expect(await service.emitted(GenerationCompleted)).toMatchObject([{ degraded: true, degradedReasons: ['half of it is black'] }]);
  });

  it('ends a run whose text was refused by a later look, with the code of a refusal', async () => {
    const id = await accept();
    const text = {
      textHash: 'a'.repeat(64),
      originalText: 'x',
      processedText: 'x',
      sourceLanguage: 'en',
      sentences: [{ index: 0, original: 'x', translated: 'x' }],
      preprocessingSteps: [],
    };
    await service.send(TextPreprocessed({ generationId: id, ...text, blocked: { category: 'spec', reason: 'because' } }));
    expect(await service.emitted(GenerationFailed)).toMatchObject([{ errorCode: 'content_blocked' }]);
    expect(await ask('GET', `/generations/${id}`)).toMatchObject({ data: { status: 'failed', error: { code: 'content_blocked' } } });
  });

  it('cancels once, at any point, and moves no further', async () => {
    const id = await accept();
    await service.send(enhanced(id, 1));
    await service.emitted(ImageGenerationStarted);
    expect(await ask('POST', `/generations/${id}/cancel`)).toMatchObject({ status: 200 });
    expect(await ask('POST', `/generations/${id}/cancel`)).toMatchObject({ status: 200 });
    await service.send(drawn(id, 0));
    await service.stop();
    const told = service.broker.published.map(({ type }) => type);
    expect(told.filter((type) => type === GenerationCancelled.type)).toHaveLength(1);
    expect(told).not.toContain(VideoGenerationStarted.type);
  });

  it('deletes a run with its row and tells whoever keeps its files', async () => {
    const id = await accept();
    expect(await ask('DELETE', `/generations/${id}`)).toMatchObject({ status: 200 });
    expect(await service.emitted(GenerationDeleted)).toMatchObject([{ generationId: id, userId: 'ada' }]);
    expect(await service.emitted(GenerationCancelled)).toHaveLength(1);
    expect(await ask('GET', `/generations/${id}`)).toMatchObject({ status: 404 });
  });

  it('leaves no trace of a prompt that does not fit', async () => {
    const misfits: [object, string][] = [
      [{ prompt: '' }, 'prompt_empty'],
      [{ prompt: ' \n\u200b ' }, 'prompt_empty'],
      [{ prompt: 'x'.repeat(5_001) }, 'prompt_too_long'],
      [{ prompt: 'a \ud800 b' }, 'prompt_not_utf8'],
      [{ prompt: 'a', language: 'xx' }, 'language_unknown'],
      [{ prompt: 'a', durationSeconds: 0 }, 'duration_seconds_invalid'],
      [{ prompt: 'a', durationSeconds: 61 }, 'duration_seconds_invalid'],
      [{ prompt: 'a', aspectRatio: '21:9' }, 'aspect_ratio_invalid'],
      [{ prompt: 'a', tier: 'enterprise' }, 'request_invalid'],
      [{}, 'prompt_invalid'],
    ];
    const rows = () => service.app.get(Database).query('SELECT id FROM generation.generations');
    const before = await rows();
    for (const [payload, code] of misfits)
      expect(await ask('POST', '/generations', payload)).toMatchObject({ status: 400, error: { code } });
    expect(await rows()).toEqual(before);
    expect(service.broker.published).toEqual([]);
  });

  it('takes emoji, digits, markup and right-to-left overrides as text', async () => {
    for (const prompt of ['🐉🏰', '12345', '<script>alert(1)</script> a dog', 'a \u202edog\u202c runs'])
      expect(await accept({ prompt })).toEqual(expect.any(String));
  });

  it('plans and prices without making anything', async () => {
    const { status, data } = await ask('POST', '/generations', {
      prompt: 'El gato negro duerme en la ventana. Un perro corre por la calle.',
      dryRun: true,
    });
    expect(status).toBe(202);
    expect(data).toMatchObject({
      dryRun: true,
      language: { code: 'es' },
      sentences: 2,
      estimatedCostUsd: 0.01,
      estimatedCredits: 1,
      providers: { video: 'animatic' },
    });
    expect(service.broker.published).toEqual([]);
  });

  it('pages through generations without losing or repeating one while new ones come', async () => {
    const owner = { ...OWNER, userId: randomUUID() };
    const add = async (prompt: string) =>
      ((await ask('POST', '/generations', { prompt }, owner)).data as { generationId: string }).generationId;
    const ids = [];
    for (const prompt of ['one cat', 'two dogs', 'three cats']) ids.unshift(await add(prompt));
    type Page = { generations: DataOf<typeof GenerationRequested>[]; nextCursor: string | null };
    const first = (await ask('GET', '/generations?limit=2', undefined, owner)).data as Page;
    await add('a late one');
    const second = (await ask('GET', `/generations?limit=2&cursor=${first.nextCursor}`, undefined, owner)).data as Page;
    expect([...first.generations, ...second.generations].map(({ generationId }) => generationId)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    const search = vi.spyOn(service.app.get(PromptSearch), 'idsOf').mockResolvedValue([ids[1]!, randomUUID()]);
    const found = (await ask('GET', '/generations?q=dogs', undefined, owner)).data as Page;
    expect(found.generations.map(({ generationId }) => generationId)).toEqual([ids[1]]);
    expect(search.mock.calls[0]).toMatchObject([{ userId: owner.userId }, 'dogs']);
    // Were the search to name somebody else's, it would still not be shown.
    const stranger = (await ask('GET', '/generations?q=dogs', undefined, { ...owner, userId: randomUUID() })).data as Page;
    expect(stranger.generations).toEqual([]);
    expect(await ask('GET', '/generations?cursor=nonsense', undefined, owner)).toMatchObject({
      status: 400,
      error: { code: 'cursor_invalid' },
    });
  });
});

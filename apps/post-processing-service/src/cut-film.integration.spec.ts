import { type DataOf, PostProcessingCompleted, PostProcessingRequested, PostProcessingStarted } from '@polyreel/contracts';
import { probe, runFfmpeg } from '@polyreel/media';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess, type StoredReference } from '@polyreel/object-store';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostProcessingModule } from './post-processing.module.js';

type Request = DataOf<typeof PostProcessingRequested>;

describe('post-processing-service', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  let take: StoredReference;
  let still: StoredReference;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-post-'));
    store = new DiskObjectStore({ folder, access: new SignedAccess('x'.repeat(32)), publicUrl: 'http://polyreel' });
    database = await testDatabase();
    service = await testService(PostProcessingModule, {
      database,
      override: (builder) => builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({}),
    });
    const [film, picture] = [join(folder, 'take.mp4'), join(folder, 'still.png')];
    await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=24', '-t', '2', '-pix_fmt', 'yuv420p', film]);
    await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-frames:v', '1', picture]);
    take = await store.put({ bucket: 'temp-files', key: 'generations/a/take.mp4' }, 'video/mp4', { file: film });
    still = await store.put({ bucket: 'generated-content', key: 'generations/a/still.png' }, 'image/png', { file: picture });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const shot = (index: number, originalText: string): Request['shots'][number]['shot'] => ({
    index,
    text: originalText,
    originalText,
    sentences: [index],
    startSeconds: index * 2,
    durationSeconds: 2,
    setting: { scenery: 'hills', stated: false, timeOfDay: 'dusk', weather: 'clear' },
    mood: { label: 'epic', valence: 0.2, energy: 0.8 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
    transition: index ? 'crossfade' : 'fade_in',
    entities: [],
  });

  it('cuts shots, stills and lost shots into one film with everything beside it', async () => {
    const generationId = randomUUID();
    await service.send(
      PostProcessingRequested({
        generationId,
        tier: 'free',
        mood: { label: 'epic', valence: 0.2, energy: 0.8 },
        sourceLanguage: 'ar',
        shots: [
          { shot: shot(0, 'تنين أحمر يحلق فوق القلعة.'), video: take, images: [still] },
          { shot: shot(1, 'ثم تهبط العاصفة.'), images: [still] },
          { shot: shot(2, 'والليل طويل.'), images: [] },
        ],
        options: { aspectRatio: '16:9', resolution: '360p', quality: 'draft', captions: { burnIn: true }, seed: 5, framesPerSecond: 24 },
      }),
      {
        specversion: '1.0',
        id: randomUUID(),
        source: 'test',
        type: 'test.started.v1',
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        correlationid: generationId,
        userid: 'ada',
      },
    );
    expect(await service.emitted(PostProcessingStarted)).toEqual([{ generationId, inputs: 3, processingType: 'first_cut' }]);
    const [cut] = await service.emitted(PostProcessingCompleted);
    expect(cut!.expected).toEqual({ width: 640, height: 360, durationSeconds: 6, framesPerSecond: 24, shots: 3 });
    expect(cut!.degradedReasons).toEqual([
      'shot 2: no moving picture; its still stands in',
      'shot 3: no moving picture; a plain card stands in',
    ]);
    expect(cut!.processingApplied).toEqual(expect.arrayContaining(['music', 'loudness', 'captions_burnt_in', 'watermark']));
    const film = join(folder, 'out.mp4');
    await store.fetchTo(cut!.file, film);
    const found = await probe(film);
    expect(found.video).toMatchObject({ width: 640, height: 360, nb_frames: 144 });
    expect(found.captions?.tags['language']).toBe('ara');
    expect(found.audio?.codec_name).toBe('aac');
    expect(found.tags['title']).toBe('تنين أحمر يحلق فوق القلعة.');
    const vtt = join(folder, 'out.vtt');
    await store.fetchTo(cut!.renditions.captions.vtt, vtt);
    expect(await readFile(vtt, 'utf8')).toContain('والليل طويل.');
    for (const made of [cut!.renditions.preview, cut!.renditions.contactSheet, cut!.renditions.thumbnail])
      expect(await store.stat(made)).toMatchObject(made);
  });
});

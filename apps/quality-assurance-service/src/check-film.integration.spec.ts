import { PostProcessingCompleted, QualityCheckCompleted } from '@polyreel/contracts';
import { assembleFilm, runFfmpeg, writeMusicBed } from '@polyreel/media';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess, type StoredReference } from '@polyreel/object-store';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QualityAssuranceModule } from './quality-assurance.module.js';

describe('quality-assurance-service', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'polyreel-qa-'));
    store = new DiskObjectStore({ folder: join(folder, 'store'), access: new SignedAccess('x'.repeat(32)), publicUrl: 'http://polyreel' });
  });
  afterAll(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    service = await testService(QualityAssuranceModule, {
      database,
      override: (builder) => builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({}),
    });
  });
  afterEach(() => service.stop());

  async function check(file: StoredReference) {
    const generationId = randomUUID();
    const vtt = await store.put(
      { bucket: 'generated-content', key: `generations/${generationId}/captions.vtt` },
      'text/vtt',
      Buffer.from('WEBVTT\n\n1\n00:00:00.000 --> 00:00:04.000\nHi\n'),
    );
    await service.send(
      PostProcessingCompleted({
        generationId,
        file,
        renditions: { preview: file, contactSheet: file, thumbnail: file, captions: { vtt, srt: vtt } },
        expected: { width: 640, height: 360, durationSeconds: 4, framesPerSecond: 24, shots: 1 },
        processingApplied: ['music'],
        processingTimeMs: 1,
      }),
    );
    const [checked] = await service.emitted(QualityCheckCompleted);
    return checked!;
  }

  it('passes a film as post-processing makes it, with its figures', async () => {
    const take = join(folder, 'take.mp4');
    await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'mandelbrot=s=640x360:r=24', '-t', '4', '-pix_fmt', 'yuv420p', take]);
    const { film } = await assembleFilm([{ source: { kind: 'film', path: take }, durationSeconds: 4, transition: 'cut', mood: 'serene' }], {
      folder,
      music: (path) => writeMusicBed(path, [{ durationSeconds: 4, mood: 'serene', energy: 0.2 }], 1),
      width: 640,
      height: 360,
      framesPerSecond: 24,
      quality: 'standard',
    });
    const checked = await check(
      await store.put({ bucket: 'generated-content', key: 'generations/a/film.mp4' }, 'video/mp4', { file: film }),
    );
    expect(checked).toMatchObject({ passed: true, problems: [] });
    expect(checked.qualityScore).toBeGreaterThan(0.9);
    expect(checked.qualityMetrics).toMatchObject({ durationOffBy: 0, formatFaults: 0, soundMissing: 0, captionGap: 0 });
  });

  it('fails what is no film, and says so', async () => {
    const file = await store.put({ bucket: 'generated-content', key: 'generations/b/film.mp4' }, 'video/mp4', Buffer.from('not a film'));
    expect(await check(file)).toMatchObject({ passed: false, qualityScore: 0, problems: [{ code: 'unreadable_film' }] });
  });
});

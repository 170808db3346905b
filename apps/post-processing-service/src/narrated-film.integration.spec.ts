import { type DataOf, Narration, PostProcessingCompleted, PostProcessingRequested } from '@polyreel/contracts';
import { inputOf, judge, measureFilm, measureLoudness, runFfmpeg } from '@polyreel/media';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess, type StoredReference } from '@polyreel/object-store';
import { spoken, testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostProcessingModule } from './post-processing.module.js';

type Request = DataOf<typeof PostProcessingRequested>;
type Cut = DataOf<typeof PostProcessingCompleted>;

const SENTENCES = ['A red dragon flies over the castle.', 'Then a storm comes down upon the village.'];
const PAUSE_SECONDS = 1.2;
/** What a viewer does not notice (ITU-R BT.1359: 45 ms early, 125 ms late), and what our own parts may add up to. */
const IN_SYNC_SECONDS = 0.05;

/** When sound begins and ends in a file, by level. */
async function soundsIn(path: string, filters: string[] = []): Promise<{ from: number; to: number }[]> {
  const log: string[] = [];
  await runFfmpeg([...inputOf(path), '-vn', '-af', [...filters, 'silencedetect=n=-38dB:d=0.5'].join(','), '-f', 'null', '-'], {
    onLog: (line) => log.push(line),
  });
  const starts = log.flatMap((line) => /silence_start: (-?[\d.]+)/.exec(line)?.[1] ?? []).map(Number);
  const ends = log.flatMap((line) => /silence_end: (-?[\d.]+)/.exec(line)?.[1] ?? []).map(Number);
  const edges = [...(starts[0]! > 0.01 ? [0] : []), ...ends];
  return edges.flatMap((from) => {
    const to = starts.find((start) => start > from);
    return to === undefined ? [] : [{ from, to }];
  });
}

describe('a film in which a voice is heard', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  let soundtrack: string;
  let heard: { from: number; to: number }[];
  let takes: StoredReference[];
  let narration: Narration;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-narrated-'));
    store = new DiskObjectStore({ folder, access: new SignedAccess('x'.repeat(32)), publicUrl: 'http://polyreel' });
    database = await testDatabase();
    service = await testService(PostProcessingModule, {
      database,
      override: (builder) => builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({}),
    });
    const wish = {
      text: SENTENCES,
      pauseSeconds: PAUSE_SECONDS,
      silence: { beforeSeconds: 0.6, afterSeconds: 0.8 },
      format: 'flac',
      sampleRate: 48_000,
    } as const;
    soundtrack = await spoken(wish);
    heard = await soundsIn(soundtrack);
    expect(heard).toHaveLength(2);
    takes = await Promise.all(
      ['red', 'green'].map(async (colour) => {
        const path = join(folder, `${colour}.mp4`);
        await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', `color=${colour}:s=640x360:r=24`, '-t', '8', '-pix_fmt', 'yuv420p', path]);
        return store.put({ bucket: 'temp-files', key: `generations/a/${colour}.mp4` }, 'video/mp4', { file: path });
      }),
    );
    narration = Narration.parse({
      audio: await store.put({ bucket: 'user-uploads', key: 'voices/a/soundtrack.flac' }, 'audio/flac', { file: soundtrack }),
      durationSeconds: heard[1]!.to + 0.1,
      words: SENTENCES.flatMap((sentence, at) => {
        const words = sentence.split(' ');
        const { from, to } = heard[at]!;
        const time = (n: number) => from + ((to - from) * n) / words.length;
        return words.map((text, n) => ({ text, startSeconds: time(n), endSeconds: time(n + 1) }));
      }),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The pause between the sentences: the cut lies in it. */
  const cutAt = () => Math.floor((heard[1]!.from - 0.15) * 8) / 8;
  const length = () => Math.ceil((heard[1]!.to + 0.6) * 8) / 8;
  const shot = (index: number): Request['shots'][number]['shot'] => ({
    index,
    text: SENTENCES[index]!,
    originalText: SENTENCES[index]!,
    sentences: [index],
    startSeconds: index * cutAt(),
    durationSeconds: index === 0 ? cutAt() : length() - cutAt(),
    setting: { scenery: 'hills', stated: false, timeOfDay: 'dusk', weather: 'clear' },
    mood: { label: 'epic', valence: 0.2, energy: 0.8 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
    transition: 'cut',
    entities: [],
  });
  async function cut(options: Partial<Request['options']> = {}, voice = narration): Promise<{ film: string; vtt: string; done: Cut }> {
    const generationId = randomUUID();
    await service.send(
      PostProcessingRequested({
        generationId,
        tier: 'pro',
        mood: { label: 'epic', valence: 0.2, energy: 0.8 },
        sourceLanguage: 'en',
        shots: takes.map((video, at) => ({ shot: shot(at), video, images: [] })),
        options: { aspectRatio: '16:9', resolution: '360p', quality: 'draft', seed: 5, framesPerSecond: 24, ...options },
        narration: voice,
      }),
    );
    const ours = () =>
      service.broker.published.find(
        ({ type, data }) => type === PostProcessingCompleted.type && (data as Cut).generationId === generationId,
      );
    await service.broker.until(ours);
    const done = PostProcessingCompleted.data.parse(ours()!.data);
    const film = join(folder, `${generationId}.mp4`);
    await store.fetchTo(done.file, film);
    const vtt = join(folder, `${generationId}.vtt`);
    await store.fetchTo(done.renditions.captions.vtt, vtt);
    return { film, vtt: await readFile(vtt, 'utf8'), done };
  }
  const cuesIn = (vtt: string) =>
    [...vtt.matchAll(/00:00:([\d.]+) --> 00:00:([\d.]+)\n(.+(?:\n.+)?)/g)].map(([, from, to, text = '']) => ({
      from: Number(from),
      to: Number(to),
      text,
    }));
  /** Loudness of a stretch of a film, LUFS. */
  async function loudnessOf(film: string, from: number, to: number): Promise<number> {
    const part = join(folder, `${randomUUID()}.wav`);
    await runFfmpeg(['-v', 'error', ...inputOf(film), '-vn', '-af', `atrim=${from}:${to},asetpts=PTS-STARTPTS`, part]);
    return (await measureLoudness(part)).integrated;
  }

  it('hears it alone where no music is wanted, in time with captions and picture to 50 ms, at -14 LUFS', async () => {
    const { film, vtt, done } = await cut({ music: false });
    const found = await soundsIn(film);
    expect(found).toHaveLength(2);
    const cues = cuesIn(vtt);
    expect(cues.map(({ text }) => text.replaceAll('\n', ' '))).toEqual(SENTENCES);
    for (const [at, { from, to }] of heard.entries()) {
      expect(Math.abs(found[at]!.from - from)).toBeLessThan(IN_SYNC_SECONDS);
      expect(Math.abs(cues[at]!.from - found[at]!.from)).toBeLessThan(IN_SYNC_SECONDS);
      expect(Math.abs(cues[at]!.to - to)).toBeLessThan(IN_SYNC_SECONDS);
    }
    const { integrated, truePeak } = await measureLoudness(film);
    expect(integrated).toBeGreaterThan(-15);
    expect(integrated).toBeLessThan(-13);
    expect(truePeak).toBeLessThanOrEqual(-1);
    expect(done.processingApplied).toContain('narration');
    expect(done.degradedReasons).toEqual([]);
    // The picture turns from red to green in the pause before the second sentence, on the frame that the shots name.
    const frames: Buffer[] = [];
    await runFfmpeg([...inputOf(film), '-an', '-vf', 'scale=1:1:flags=area,format=rgb24', '-f', 'rawvideo', 'pipe:1'], {
      onOutput: (chunk) => frames.push(chunk),
    });
    const colours = Buffer.concat(frames);
    const turns = Array.from({ length: colours.length / 3 }, (_, at) => at).find((at) => colours[at * 3 + 1]! > colours[at * 3]!)! / 24;
    expect(Math.abs(turns - cutAt())).toBeLessThan(IN_SYNC_SECONDS);
    expect(turns).toBeGreaterThan(found[0]!.to - IN_SYNC_SECONDS);
    expect(turns).toBeLessThan(found[1]!.from);
  });

  it('lays the music low under it, lower while it speaks, and passes the check of its quality', async () => {
    const { film, vtt, done } = await cut();
    const { integrated } = await measureLoudness(film);
    expect(integrated).toBeGreaterThan(-15);
    expect(integrated).toBeLessThan(-13);
    const [first, second] = heard;
    const pause = await loudnessOf(film, first!.to + 0.4, second!.from - 0.1);
    const speech = await loudnessOf(film, first!.from, first!.to);
    expect(speech - pause).toBeGreaterThan(9);
    expect(pause).toBeGreaterThan(-40);
    const expected = { ...done.expected, sound: true, captions: vtt };
    const codes = judge(await measureFilm(film, expected)).problems.map(({ code }) => code);
    // The takes are plain colours: what is said of the picture is right.
    expect(codes.filter((code) => /sound|loudness|caption|duration/.test(code))).toEqual([]);
  });

  it('burns its captions in at the time of its words', async () => {
    const { film } = await cut({ captions: { burnIn: true } });
    const bright = async (seconds: number) => {
      const bytes: Buffer[] = [];
      const look = [
        '-ss',
        String(seconds),
        ...inputOf(film),
        '-vf',
        'crop=iw:ih/3:0:ih*2/3,format=gray',
        '-frames:v',
        '1',
        '-f',
        'rawvideo',
        'pipe:1',
      ];
      await runFfmpeg(look, { onOutput: (chunk) => bytes.push(chunk) });
      return Buffer.concat(bytes).filter((level) => level > 200).length;
    };
    const [first, second] = heard;
    expect(await bright(first!.from - 0.15)).toBe(0);
    expect(await bright(first!.from + 0.1)).toBeGreaterThan(50);
    expect(await bright(first!.to + 0.4)).toBe(0);
    expect(await bright(second!.from + 0.1)).toBeGreaterThan(50);
  });

  it.each([
    ['gone', (audio: StoredReference) => Promise.resolve({ ...audio, key: 'voices/a/nothing.flac' }), 'not there any more'],
    ['another one', (audio: StoredReference) => Promise.resolve({ ...audio, checksum: 'b'.repeat(64) }), 'damaged'],
    ['no sound', () => put('text.flac', async (path) => writeFile(path, 'not a sound')), 'cannot be played'],
    ['cut off', () => put('short.flac', async (path) => { await writeFile(path, await readFile(soundtrack)); await truncate(path, 150_000); }), 'breaks off'], // prettier-ignore
  ])('is made all the same where the recording is %s, and says so', async (_, damage, reason) => {
    const { done } = await cut({}, { ...narration, audio: await damage(narration.audio) });
    expect(done.degradedReasons).toHaveLength(1);
    expect(done.degradedReasons[0]).toContain(reason);
    expect(done.processingApplied).toContain('music');
  });

  async function put(name: string, write: (path: string) => Promise<void>): Promise<StoredReference> {
    const path = join(folder, name);
    await write(path);
    return store.put({ bucket: 'user-uploads', key: `voices/a/${name}` }, 'audio/flac', { file: path });
  }
});

import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFrames } from '../encode-frames.js';
import { runFfmpeg, runProgram } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { probe } from '../probe.js';
import { assembleFilm } from './assemble-film.js';
import type { FilmOptions, Take } from './film.types.js';
import { finishOf, type Finishing } from './finish.js';

const picture = { width: 320, height: 180, framesPerSecond: 24 };
const { width, height, framesPerSecond } = picture;

/** A bar that runs over a ground of one brightness: no two frames are alike. */
async function* runningBar(frames: number, brightness: number) {
  for (let frame = 0; frame < frames; frame += 1) {
    const pixels = new Uint8Array((width * height * 3) / 2).fill(128);
    for (let y = 0; y < height; y += 1) {
      pixels.fill(brightness, y * width, (y + 1) * width);
      pixels.fill(235, y * width + frame * 3, y * width + frame * 3 + 12);
    }
    yield pixels;
  }
}

describe('a film of takes that were finished when they were filmed', () => {
  let root: string;
  let counted = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "polyreel-it's-"));
  });
  afterAll(() => rm(root, { recursive: true }));

  const filmed = async (
    frames: number,
    brightness: number,
    { transition = 'cut', quality = 'standard', mood = 'epic' }: Partial<Finishing> = {},
    durationSeconds = frames / framesPerSecond,
  ): Promise<Take> => {
    const path = join(root, `take-${counted++}.mp4`);
    const finishing = { mood, quality, transition };
    await encodeFrames(runningBar(frames, brightness), picture, path, { finishing: { ...finishing, frames } });
    return { source: { kind: 'film', path, finish: finishOf(finishing, framesPerSecond) }, durationSeconds, transition, mood };
  };
  const assemble = async (takes: Take[], options: Partial<FilmOptions> = {}) => {
    const folder = join(root, `run-${counted++}`);
    await mkdir(folder);
    return assembleFilm(takes, { ...picture, folder, quality: 'standard', ...options });
  };
  const pathOf = ({ source }: Take) => (source.kind === 'film' ? source.path : '');
  const lines = async (program: 'ffmpeg' | 'ffprobe', args: string[]) => {
    const chunks: Buffer[] = [];
    await runProgram(program, args, { onOutput: (chunk) => chunks.push(chunk) });
    return Buffer.concat(chunks).toString().trim().split('\n');
  };
  /** A checksum for each packet, or each decoded frame. */
  const sums = async (path: string, of: 'packets' | 'frames') => {
    const copied = of === 'packets' ? ['-c', 'copy'] : [];
    const report = await lines('ffmpeg', ['-v', 'error', ...inputOf(path), '-map', '0:v', ...copied, '-f', 'framemd5', '-']);
    return report.filter((line) => !line.startsWith('#')).map((line) => line.split(',').at(-1)!.trim());
  };
  /** Every frame on its own moment, decoding times that only grow, nothing that a decoder complains of. */
  const expectClean = async (path: string, frames: number) => {
    const packets = (
      await lines('ffprobe', ['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts,dts', '-of', 'csv=p=0', path])
    ).map((line) => line.split(',').map(Number));
    const tick = 12_288 / framesPerSecond;
    expect(packets.map(([pts = 0]) => pts).sort((a, b) => a - b)).toEqual(Array.from({ length: frames }, (_, i) => i * tick));
    const decoding = packets.map(([, dts = 0]) => dts);
    expect(decoding).toEqual([...new Set(decoding)].sort((a, b) => a - b));
    const complaints: string[] = [];
    await runFfmpeg(['-v', 'warning', ...inputOf(path), '-f', 'null', '-'], { onLog: (line) => complaints.push(line) });
    expect(complaints).toEqual([]);
    expect((await probe(path)).video).toMatchObject({ nb_frames: frames, avg_frame_rate: framesPerSecond, profile: 'High' });
  };

  it.each(['draft', 'standard', 'high'] as const)(
    'is joined of their very bytes where they are cut hard, in %s quality',
    async (quality) => {
      const takes = [await filmed(60, 60, { quality }), await filmed(31, 110, { quality }), await filmed(55, 160, { quality })];
      const { film, preview } = await assemble(takes, { quality });
      await expectClean(film, 146);
      const own = async (of: 'packets' | 'frames') => (await Promise.all(takes.map((take) => sums(pathOf(take), of)))).flat();
      expect(await sums(film, 'frames')).toEqual(await own('frames'));
      // Key frames carry the header on the way through a concat list; every other packet is the take's own.
      const [packets, spliced] = [await own('packets'), await sums(film, 'packets')];
      expect(packets.filter((sum) => !spliced.includes(sum))).toHaveLength(5);
      expect((await probe(preview)).video).toMatchObject({ nb_frames: 146 });
    },
  );

  it('encodes no frame but those that a transition touches', async () => {
    const takes = [
      await filmed(60, 60, { transition: 'fade_in' }),
      await filmed(66, 110, { transition: 'crossfade' }),
      await filmed(72, 160, { transition: 'fade_black' }),
      await filmed(60, 60, { transition: 'wipe', mood: 'serene' }),
    ];
    const { film } = await assemble(takes);
    await expectClean(film, 258);
    const own = (await Promise.all(takes.map((take) => sums(pathOf(take), 'frames')))).flat();
    const shown = await sums(film, 'frames');
    const changed = shown.flatMap((sum, frame) => (sum === own[frame] ? [] : [frame]));
    const spans = [
      [0, 14],
      [60, 74],
      // To black and back: the take before is left where it can be left, at its last key frame, and that is its beginning.
      [60, 126],
      [126, 140],
      [198, 217],
    ];
    expect(changed.filter((frame) => !spans.some(([from = 0, to = 0]) => frame >= from && frame < to))).toEqual([]);
    for (const frame of [0, 5, 62, 120, 130, 200]) expect(changed).toContain(frame);
  });

  it('cuts off what a take has too much, and holds the last frame of one that is too short', async () => {
    const [long, short] = [await filmed(70, 60, {}, 60 / 24), await filmed(30, 160, {}, 40 / 24)];
    const { film } = await assemble([long, short, await filmed(30, 110)]);
    await expectClean(film, 130);
    const shown = await sums(film, 'frames');
    const [ofLong, ofShort] = [await sums(pathOf(long), 'frames'), await sums(pathOf(short), 'frames')];
    expect(shown.slice(0, 48)).toEqual(ofLong.slice(0, 48));
    expect(shown.slice(60, 90)).toEqual(ofShort);
  });

  it('goes through one encoder with footage of any other kind, and is not graded twice', async () => {
    const finished = await filmed(48, 120, { mood: 'tense' });
    const raw = join(root, 'raw.mp4');
    await encodeFrames(runningBar(48, 120), picture, raw);
    const { film } = await assemble([finished, { ...finished, source: { kind: 'film', path: raw } }]);
    await expectClean(film, 96);
    const ground: Buffer[] = [];
    const corner = ['-vf', 'crop=40:180:280:0,scale=1:1:flags=area', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'];
    await runFfmpeg([...inputOf(film), ...corner], { onOutput: (chunk) => ground.push(chunk) });
    const brightness = Buffer.concat(ground);
    expect(brightness).toHaveLength(96);
    for (const level of brightness) expect(Math.abs(level - brightness[0]!)).toBeLessThanOrEqual(1);
  });

  it('is encoded as a whole in another quality or with a mark over it, and is the same file every time', async () => {
    const takes = [await filmed(48, 60), await filmed(48, 110, { transition: 'crossfade' })];
    const bytes = async (options: Partial<FilmOptions>) => readFile((await assemble(takes, options)).film);
    const [once, again] = [await bytes({}), await bytes({})];
    expect(once.equals(again)).toBe(true);
    const own = (await Promise.all(takes.map((take) => sums(pathOf(take), 'frames')))).flat();
    for (const options of [{ quality: 'high' as const }, { watermark: 'Polyreel' }]) {
      const { film } = await assemble(takes, options);
      await expectClean(film, 96);
      const shown = await sums(film, 'frames');
      expect(shown.filter((sum, frame) => sum === own[frame])).toEqual([]);
    }
  });
});

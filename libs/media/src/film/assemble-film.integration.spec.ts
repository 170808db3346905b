import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captionsFor } from '../captions/cues.js';
import { toSubRip, toSubStation } from '../captions/caption-files.js';
import { FfmpegError } from '../ffmpeg.error.js';
import { runFfmpeg, runProgram } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { writeMusicBed } from '../music/music-bed.js';
import { probe } from '../probe.js';
import { assembleFilm } from './assemble-film.js';
import type { FilmOptions, Take } from './film.types.js';
import { measureLoudness } from './loudness.js';

const picture = { width: 320, height: 180, framesPerSecond: 24 };

describe('a film made of takes', () => {
  let root: string;
  let counted = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'polyreel-film-'));
    for (const [name, source] of Object.entries({
      red: 'color=red',
      green: 'color=green',
      blue: 'color=blue',
      busy: 'testsrc2',
      tall: 'testsrc2=s=180x320',
    })) {
      const size = source.includes('s=1') ? '' : `${source.includes('=') ? ':' : '='}s=320x180`;
      await runFfmpeg([
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        `${source}${size}${source.includes('=') || size.includes('=') ? ':' : '='}r=24`,
        '-t',
        '2',
        '-pix_fmt',
        'yuv420p',
        join(root, `${name}.mp4`),
      ]);
    }
    await runFfmpeg([
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=24',
      '-f',
      'lavfi',
      '-i',
      'sine=440:r=48000',
      '-t',
      '2',
      '-pix_fmt',
      'yuv420p',
      join(root, 'voiced.mp4'),
    ]);
    await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-frames:v', '1', join(root, 'still.png')]);
  });
  afterAll(() => rm(root, { recursive: true }));

  const take = (name: string, transition: Take['transition'] = 'cut', durationSeconds = 2): Take => ({
    source: { kind: 'film', path: join(root, `${name}.mp4`) },
    durationSeconds,
    transition,
    mood: 'neutral',
  });
  const assemble = async (takes: Take[], options: Partial<FilmOptions> = {}) => {
    const folder = options.folder ?? join(root, `run-${counted++}`);
    await mkdir(folder, { recursive: true });
    return assembleFilm(takes, { ...picture, folder, quality: 'draft', ...options });
  };
  /** Mean colour of one frame. */
  const colourAt = async (film: string, frame: number): Promise<[number, number, number]> => {
    const bytes: Buffer[] = [];
    const select = `select='eq(n,${frame})',scale=1:1:flags=area,format=rgb24`;
    await runFfmpeg([...inputOf(film), '-vf', select, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'], {
      onOutput: (chunk) => bytes.push(chunk),
    });
    const [r = 0, g = 0, b = 0] = Buffer.concat(bytes);
    return [r, g, b];
  };

  /** How many pixels of a part of the first frame are bright in green: on plain red, what was drawn over it. */
  const brightPixels = async (film: string, part: string): Promise<number> => {
    const bytes: Buffer[] = [];
    await runFfmpeg([...inputOf(film), '-vf', `${part},format=rgb24`, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'], {
      onOutput: (chunk) => bytes.push(chunk),
    });
    return Buffer.concat(bytes).filter((level, i) => i % 3 === 1 && level > 110).length;
  };

  it('is exact to the frame through every transition, in the format that browsers play', async () => {
    const film = await assemble([
      take('red', 'fade_in'),
      take('green', 'crossfade'),
      take('blue', 'wipe'),
      take('busy', 'fade_black'),
      take('red', 'cut', 1.3),
    ]);
    const { video, container } = await probe(film.film);
    expect(video).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      width: 320,
      height: 180,
      avg_frame_rate: 24,
      nb_frames: 223,
    });
    expect(container).toContain('mp4');
    expect(film).toMatchObject({ frames: 223, sounds: false });
    const bytes = await readFile(film.film);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('begins every take on its own moment', async () => {
    const { film } = await assemble([take('red', 'fade_in'), take('green', 'crossfade'), take('blue', 'fade_black'), take('red', 'cut')]);
    expect((await colourAt(film, 0)).every((level) => level < 40)).toBe(true);
    const [red] = await colourAt(film, 46);
    expect(red).toBeGreaterThan(180);
    const middle = await colourAt(film, 54);
    expect(middle[0]).toBeGreaterThan(60);
    expect(middle[1]).toBeGreaterThan(40);
    const [r, g] = await colourAt(film, 72);
    expect(g).toBeGreaterThan(90);
    expect(r).toBeLessThan(40);
    expect((await colourAt(film, 96)).every((level) => level < 50)).toBe(true);
    expect((await colourAt(film, 120))[2]).toBeGreaterThan(180);
    expect((await colourAt(film, 145))[0]).toBeGreaterThan(180);
  });

  it('holds the last frame of a take that is shorter than its shot and cuts one that is longer', async () => {
    const film = await assemble([take('red', 'cut', 3), take('green', 'cut', 1)]);
    expect(film.frames).toBe(96);
    expect((await colourAt(film.film, 70))[0]).toBeGreaterThan(180);
    expect((await colourAt(film.film, 73))[1]).toBeGreaterThan(90);
  });

  it('fills the frame with a take of another shape, moves a still, and draws a card where there is no picture', async () => {
    const still: Take = { ...take('red'), source: { kind: 'still', path: join(root, 'still.png') } };
    const card: Take = { ...take('red', 'crossfade'), source: { kind: 'card' } };
    const film = await assemble([take('tall'), still, card]);
    const { video } = await probe(film.film);
    expect(video).toMatchObject({ width: 320, height: 180, nb_frames: 144 });
    expect(await colourAt(film.film, 50)).not.toEqual(await colourAt(film.film, 94));
  });

  it('shows the frames of a longer take under a cross-fade, and the last one of a shorter take', async () => {
    // The take goes from red to blue after its second second.
    const red = join(root, 'red.mp4');
    await runFfmpeg([...inputOf(red), ...inputOf(join(root, 'blue.mp4')), '-filter_complex', 'concat', join(root, 'turning.mp4')]);
    const longer = await assemble([take('turning', 'cut', 2), take('green', 'crossfade')]);
    const [r, , b] = await colourAt(longer.film, 51);
    expect(b).toBeGreaterThan(100);
    expect(r).toBeLessThan(40);
    const shorter = await assemble([take('red', 'cut', 3), take('green', 'crossfade')]);
    expect((await colourAt(shorter.film, 74))[0]).toBeGreaterThan(100);
  });

  it('joins reels so that every frame has its own moment, the shortest of one frame included', async () => {
    const film = await assemble([
      take('busy', 'cut', 1.3),
      take('red', 'cut', 1 / 24),
      take('busy', 'wipe', 1),
      take('blue', 'crossfade', 0.7),
    ]);
    const times: Buffer[] = [];
    const report = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', ...inputOf(film.film)];
    await runProgram('ffprobe', report, { onOutput: (chunk) => times.push(chunk) });
    const moments = [
      ...Buffer.concat(times)
        .toString()
        .matchAll(/[\d.]+/g),
    ].map(Number);
    expect(moments).toHaveLength(73);
    moments.forEach((seconds, frame) => expect(seconds).toBeCloseTo(frame / 24, 4));
  });

  it('brings a preview, a poster in several sizes and a contact sheet', async () => {
    const film = await assemble([take('red'), take('busy'), take('blue')]);
    expect((await probe(film.preview)).video).toMatchObject({ width: 160, height: 90, nb_frames: 144 });
    expect((await probe(film.poster)).video).toMatchObject({ width: 320, height: 180 });
    expect(film.thumbnails.map(({ width, height }) => [width, height])).toEqual([
      [160, 90],
      [320, 180],
      [320, 180],
    ]);
    for (const { path, width, height } of film.thumbnails) expect((await probe(path)).video).toMatchObject({ width, height });
    // Of a plain red, a test pattern and a plain blue the pattern shows most.
    expect(film.posterSeconds).toBeGreaterThanOrEqual(2);
    expect(film.posterSeconds).toBeLessThan(4);
    expect((await probe(film.contactSheet)).video).toMatchObject({ width: 3 * 320 + 4 * 6, height: 2 * 180 + 3 * 6 });
  });

  it('plays its music at -14 LUFS with peaks at most -1 dBTP, for exactly as long as the picture', async () => {
    const music = (path: string) => writeMusicBed(path, [{ durationSeconds: 4, mood: 'energetic', energy: 0.9 }], 3);
    const film = await assemble([take('red'), take('busy')], { music });
    const { integrated, truePeak } = await measureLoudness(film.film);
    expect(integrated).toBeGreaterThan(-15);
    expect(integrated).toBeLessThan(-13);
    expect(truePeak).toBeLessThanOrEqual(-1);
    const { audio, video } = await probe(film.film);
    expect(audio).toMatchObject({ codec_name: 'aac', sample_rate: 48_000, channels: 2 });
    expect(Math.abs(audio!.duration! - video!.duration!)).toBeLessThan(0.03);
  });

  it('keeps the sound that a take brings along, where it was', async () => {
    const film = await assemble([take('red'), take('voiced', 'crossfade'), take('blue')]);
    expect(film.sounds).toBe(true);
    expect((await measureLoudness(film.film)).integrated).toBeGreaterThan(-16);
    const log: string[] = [];
    await runFfmpeg([...inputOf(film.film), '-vn', '-af', 'silencedetect=n=-50dB:d=0.5', '-f', 'null', '-'], {
      onLog: (line) => log.push(line),
    });
    const edges = log.flatMap((line) => /silence_(?:start|end): (-?[\d.]+)/.exec(line)?.[1] ?? []).map(Number);
    [0, 2, 4, 6].forEach((seconds, i) => expect(edges[i]).toBeCloseTo(seconds, 0));
  });

  it('makes a WebM of the same film on request: VP9, Opus and captions as WebVTT', async () => {
    const folder = join(root, 'webm');
    await mkdir(folder);
    const srt = join(folder, 'captions.srt');
    await writeFile(srt, toSubRip(captionsFor([{ text: 'Two colours.', startSeconds: 0, durationSeconds: 4 }], { language: 'en' })));
    const music = (path: string) => writeMusicBed(path, [{ durationSeconds: 4, mood: 'serene', energy: 0.4 }], 3);
    const { webm } = await assemble([take('red'), take('busy')], { folder, webm: true, music, captions: { srt, language: 'eng' } });
    const { container, video, audio, captions, durationSeconds } = await probe(webm!);
    expect(container).toContain('webm');
    expect(video).toMatchObject({ codec_name: 'vp9', pix_fmt: 'yuv420p', width: 320, height: 180, avg_frame_rate: 24 });
    expect(audio).toMatchObject({ codec_name: 'opus', channels: 2 });
    expect(captions).toMatchObject({ codec_name: 'webvtt', tags: { language: 'eng' } });
    expect(durationSeconds).toBeCloseTo(4, 1);
    expect((await measureLoudness(webm!)).integrated).toBeCloseTo(-14, 0);
    expect((await assemble([take('red')])).webm).toBeUndefined();
  });

  it('carries captions as a track in their language, draws them in on request, and shows markup as text', async () => {
    const folder = join(root, 'captioned');
    await mkdir(folder);
    const captions = captionsFor([{ text: 'تنين أحمر {\\an8} يحلق', startSeconds: 0, durationSeconds: 4 }], { language: 'ar' });
    await writeFile(join(folder, 'captions.srt'), toSubRip(captions));
    await writeFile(join(folder, 'captions.ass'), toSubStation(captions, picture));
    const film = await assemble([take('red'), take('red')], {
      folder,
      captions: { srt: join(folder, 'captions.srt'), language: 'ara', burnIn: 'captions.ass' },
    });
    expect((await probe(film.film)).captions).toMatchObject({ codec_name: 'mov_text', tags: { language: 'ara' } });
    // White letters in the lower quarter of a red picture.
    expect(await brightPixels(film.film, 'crop=iw/2:ih/4:iw/4:ih*3/4')).toBeGreaterThan(50);
  });

  it('marks the free tier in a corner, whatever the mark says', async () => {
    const plain = await assemble([take('red')]);
    const marked = await assemble([take('red')], { watermark: "it's 100% free: %{pts} [x]" });
    const corner = 'crop=iw/2:ih/4:iw/2:0';
    expect(await brightPixels(plain.film, corner)).toBe(0);
    expect(await brightPixels(marked.film, corner)).toBeGreaterThan(20);
  });

  it('tells how far it is and stops at once when told to', async () => {
    const seen: number[] = [];
    await assemble([take('busy')], { onProgress: (fraction) => seen.push(fraction) });
    expect(seen.at(-1)).toBe(1);
    const reason = new Error('the run was cancelled');
    await expect(assemble([take('busy')], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const stop = new AbortController();
    const stopped = assemble([take('busy')], { signal: stop.signal, onProgress: () => stop.abort(reason) });
    await expect(stopped).rejects.toBe(reason);
  });

  it('names the reason when a take is no film, and opens no list of other files', async () => {
    await writeFile(join(root, 'broken.mp4'), 'not a film');
    await expect(assemble([take('broken')])).rejects.toThrow(FfmpegError);
    await writeFile(join(root, 'list.mp4'), `ffconcat version 1.0\nfile ${join(root, 'red.mp4')}\n`);
    await expect(assemble([take('list')])).rejects.toThrow(FfmpegError);
    await writeFile(join(root, 'playlist.mp4'), `#EXTM3U\n#EXTINF:1,\nfile://${join(root, 'red.mp4')}\n`);
    await expect(probe(join(root, 'playlist.mp4'))).rejects.toThrow(FfmpegError);
  });
});

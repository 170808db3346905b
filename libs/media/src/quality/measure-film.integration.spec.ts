import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpeg } from '../ffmpeg.js';
import { measureFilm } from './measure-film.js';
import { judge } from './quality-rules.js';

const expected = { durationSeconds: 4, width: 640, height: 360, framesPerSecond: 24, sound: true };

describe('the measure of a film', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-quality-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A film of this picture and sound; `encode` stands before the file. */
  async function codesOf(picture: string, sound?: string, encode: string[] = []): Promise<string[]> {
    const path = join(folder, 'film.mp4');
    const inputs = [picture, sound].filter((source) => source !== undefined).flatMap((source) => ['-f', 'lavfi', '-i', source]);
    await runFfmpeg(['-v', 'error', ...inputs, '-t', '4', '-pix_fmt', 'yuv420p', '-ar', '48000', ...encode, path]);
    return judge(await measureFilm(path, expected)).problems.map(({ code }) => code);
  }
  const picture = 'mandelbrot=s=640x360:r=24';
  const tone = 'sine=330:r=48000,volume=4dB';

  it('finds nothing wrong with a sound film', async () => {
    expect(await codesOf(picture, tone)).toEqual([]);
  });

  it.each([
    ['wrong_format', 'mandelbrot=s=320x180:r=24', tone],
    ['wrong_format', 'mandelbrot=s=640x360:r=30', tone],
    ['black_picture', `${picture},fade=t=out:st=1:d=0.5`, tone],
    ['frozen_picture', `${picture},loop=loop=-1:size=1`, tone],
    ['blurred_picture', `${picture},gblur=sigma=12`, tone],
    ['wrong_loudness', picture, 'sine=330:r=48000,volume=-40dB'],
    ['clipped_sound', picture, 'sine=330:r=48000,volume=30dB'],
    ['silent_sound', picture, 'anullsrc=r=48000'],
  ])('finds %s in %s with %s', async (code, video, sound) => {
    expect(await codesOf(video, sound)).toContain(code);
  });

  it.each([picture, `${picture},fade=t=in:d=0.4`])('finds blocks of a starved encode of %s', async (video) => {
    expect(await codesOf(video, tone, ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '50', '-x264-params', 'no-deblock=1'])).toContain(
      'blocky_picture',
    );
  });

  it('misses the sound that was wanted', async () => {
    expect(await codesOf(picture)).toEqual(['no_sound']);
  });

  it('finds a film that is cut short, and captions that are not there', async () => {
    const path = join(folder, 'short.mp4');
    await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', picture, '-t', '2', '-pix_fmt', 'yuv420p', path]);
    const metrics = await measureFilm(path, { ...expected, sound: false, captions: 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHi\n' });
    expect(metrics.captionGap).toBeCloseTo(0.75);
    expect(judge(metrics).problems.map(({ code }) => code)).toEqual(['wrong_duration', 'captions_missing']);
  });

  it('wants neither sound nor captions in the pauses of a voice', async () => {
    const path = join(folder, 'spoken.mp4');
    const sound = 'sine=330:r=48000,volume=4dB,atrim=end=1.5,apad';
    await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, '-t', '4', '-pix_fmt', 'yuv420p', path]);
    const captions = 'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHi\n';
    const silent = await measureFilm(path, { ...expected, captions });
    expect([silent.silentShare, silent.captionGap]).toEqual([expect.closeTo(0.625, 1), expect.closeTo(0.625, 2)]);
    const rested = await measureFilm(path, { ...expected, captions, spokenSeconds: 1.5 });
    expect([rested.silentShare, rested.captionGap]).toEqual([expect.closeTo(0, 1), expect.closeTo(0, 2)]);
  });
});

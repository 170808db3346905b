import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { contactSheetFilter, sheetFor } from './contact-sheet.js';
import { aac, h264, mp4, type Quality } from './encoding.js';
import { filmGraph, type Picture, takeInputs } from './film-graph.js';
import type { Take } from './film.types.js';
import { LOOK, PosterJury, takeStill } from './poster.js';
import { loudnessFilter, mixSound } from './sound.js';
import { type Placed, placeTakes } from './timeline.js';

export interface FilmOptions extends Picture {
  /** A folder of the caller's own, empty and writable: every file of the film is made there under a fixed name. */
  folder: string;
  quality: Exclude<Quality, 'preview'>;
  /** A music bed of the film's length. */
  music?: string;
  captions?: FilmCaptions;
  /** A small mark in the corner, for the free tier. */
  watermark?: string;
  title?: string;
  /** What players show as the comment: says so where the film is a pre-visualisation. */
  comment?: string;
  signal?: AbortSignal;
  /** How much of the film is made, 0 to 1. */
  onProgress?: (fraction: number) => void;
}

export interface FilmCaptions {
  /** SubRip file for the soft track. */
  srt: string;
  /** ISO 639-2 code of the soft track: `deu`, `ara`, … */
  language: string;
  /** Advanced SubStation file in `folder` to be drawn into the picture, by its plain name. Unset: captions stay a track. */
  burnIn?: string;
}

/** The finished film and what was made beside it, by path. `durationSeconds` is exact to the frame. */
export interface Film {
  film: string;
  preview: string;
  poster: string;
  contactSheet: string;
  durationSeconds: number;
  frames: number;
  posterSeconds: number;
  sounds: boolean;
}

/**
 * Joins takes into one film with its preview, poster and contact sheet. The picture is decoded, graded and joined once, in one
 * filter graph that feeds every output. Memory holds a few frames per open take, whatever the length.
 * Rejects with FfmpegError, RangeError for takes without length, or the signal's reason.
 */
export async function assembleFilm(takes: readonly Take[], options: FilmOptions): Promise<Film> {
  const { folder, framesPerSecond, signal } = options;
  const { placed, totalFrames } = placeTakes(takes, framesPerSecond);
  const durationSeconds = totalFrames / framesPerSecond;
  const sound = await mixSound(placed, options.music, { folder, framesPerSecond, durationSeconds, signal });
  const jury = new PosterJury();
  const files = { film: join(folder, 'film.mp4'), preview: join(folder, 'preview.mp4'), contactSheet: join(folder, 'contact-sheet.png') };
  const step = Math.max(1, Math.round(framesPerSecond / 2));

  const inputs = takeInputs(placed, options);
  const soundInput = placed.length;
  const captionInput = soundInput + (sound ? 1 : 0);
  if (sound) inputs.push(...inputOf(sound.path));
  if (options.captions) inputs.push(...inputOf(options.captions.srt));
  const graph = [
    ...filmGraph(placed, options),
    `[film]${[...(await overlays(options)), 'split=4[full][small][sheet][look]'].join(',')}`,
    `[small]${previewScale(options)}[preview]`,
    `[sheet]${contactSheetFilter(sheetFor(totalFrames, framesPerSecond), framesPerSecond, options.height > options.width)}[contact]`,
    `[look]select='not(mod(n,${step}))',scale=${LOOK.width}:${LOOK.height}:flags=area,format=rgb24[candidates]`,
    ...(sound ? [`[${soundInput}:a]${loudnessFilter(sound.loudness)},atrim=end=${durationSeconds},asplit=2[voice][previewvoice]`] : []),
  ];
  await runFfmpeg(
    [
      '-v',
      'error',
      ...inputs,
      '-filter_complex',
      graph.join(';'),
      '-map',
      '[full]',
      ...(sound ? ['-map', '[voice]', ...aac(options.quality)] : []),
      ...captionTrack(options.captions, captionInput),
      ...h264(options.quality, framesPerSecond),
      ...mp4(),
      ...described(options),
      files.film,
      '-map',
      '[preview]',
      ...(sound ? ['-map', '[previewvoice]', ...aac('preview')] : []),
      ...h264('preview', framesPerSecond),
      ...mp4(),
      files.preview,
      '-map',
      '[contact]',
      '-frames:v',
      '1',
      '-compression_level',
      '6',
      files.contactSheet,
      '-map',
      '[candidates]',
      '-f',
      'rawvideo',
      '-vsync',
      'passthrough',
      'pipe:1',
    ],
    {
      signal,
      cwd: folder,
      onOutput: (chunk) => jury.take(chunk),
      onProgress: options.onProgress && (({ frame }) => options.onProgress?.(Math.min(1, frame / totalFrames))),
    },
  );
  const posterSeconds = (jury.best((index) => settled(placed, index * step, framesPerSecond)) * step) / framesPerSecond;
  const poster = join(folder, 'poster.jpg');
  await takeStill(files.film, posterSeconds, poster, { signal });
  return { ...files, poster, posterSeconds, durationSeconds, frames: totalFrames, sounds: sound !== undefined };
}

/** What is drawn over the finished picture. The text goes through a file: nothing of it is read as filter syntax. */
async function overlays({ folder, captions, watermark, height, width }: FilmOptions): Promise<string[]> {
  const filters = captions?.burnIn ? [`ass=f=${captions.burnIn}`] : [];
  if (watermark === undefined) return filters;
  await writeFile(join(folder, 'watermark.txt'), watermark);
  // Below ten pixels letters are specks.
  const size = Math.max(10, Math.round(Math.min(height, width) / 34));
  const place = `x=w-tw-${size}:y=${size}:fontsize=${size}:fontcolor=white@0.7:shadowcolor=black@0.45:shadowx=1:shadowy=1`;
  return [...filters, `drawtext=font=Noto Sans:textfile=watermark.txt:expansion=none:${place}`];
}

/** The preview's short side is 360 pixels, or half the film's where that is smaller. */
function previewScale({ width, height }: Picture): string {
  const short = Math.min(360, Math.floor(Math.min(width, height) / 2));
  return `${width >= height ? `scale=-2:${short & ~1}` : `scale=${short & ~1}:-2`}:flags=fast_bilinear`;
}

const captionTrack = (captions: FilmCaptions | undefined, input: number) =>
  captions ? ['-map', `${input}:s`, '-c:s', 'mov_text', '-metadata:s:s:0', `language=${captions.language}`] : [];

const described = ({ title, comment }: FilmOptions) => [
  ...(title ? ['-metadata', `title=${title}`] : []),
  ...(comment ? ['-metadata', `comment=${comment}`] : []),
];

/** Whether a frame lies clear of every transition, so that a poster never shows two pictures at once or a half-black one. */
function settled(placed: readonly Placed[], frame: number, framesPerSecond: number): boolean {
  const index = placed.findLastIndex(({ start }) => start <= frame);
  const { start, frames, entering } = placed[index]!;
  const next = placed[index + 1];
  const leaving = next?.take.transition === 'fade_black' ? next.entering : 0;
  return frame >= start + Math.max(entering, Math.round(framesPerSecond / 4)) && frame < start + frames - leaving;
}

import { loadJson } from '@polyreel/service-kit';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

const Level = z.object({
  preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast']),
  crf: z.number().min(10).max(40),
  /** libx264's own parameters that differ from the preset's, by its names. */
  x264: z.record(z.string().regex(/^[a-z0-9-]+$/), z.union([z.number(), z.string().regex(/^[\w,.-]+$/)])).default({}),
});
const WebmLevel = z.object({ crf: z.number().int().min(15).max(55), speed: z.number().int().min(0).max(9) });
const Encoding = z.object({
  $why: z.string(),
  draft: Level,
  standard: Level,
  high: Level,
  preview: Level,
  webm: z.object({ draft: WebmLevel, standard: WebmLevel, high: WebmLevel }),
  keyframeSeconds: z.number().positive(),
  audioKbps: z.number().int(),
  opusKbps: z.number().int(),
});

const encoding = loadJson(import.meta.url, './encoding.json', Encoding);

export type Quality = 'draft' | 'standard' | 'high' | 'preview';

/** Reels are made so many at a time: one alone leaves a core idle while it decodes or begins, more only cost memory. */
export const REELS_AT_ONCE = 2;
const THREADS = Math.max(2, Math.ceil(availableParallelism() / REELS_AT_ONCE));

/** H.264 that every browser and phone plays: 4:2:0, BT.709, regular key frames; pieces of it can be joined without encoding again. */
export function h264(quality: Quality, framesPerSecond: number): string[] {
  const { preset, crf, x264 } = encoding[quality];
  const keyframe = String(Math.round(encoding.keyframeSeconds * framesPerSecond));
  // The preview leaves out what High is for.
  const profile = quality === 'preview' ? [] : ['-profile:v', 'high'];
  const own = Object.entries(x264).map(([name, value]) => `${name}=${value}`);
  return [
    '-c:v',
    'libx264',
    '-preset',
    preset,
    '-crf',
    String(crf),
    ...profile,
    '-x264-params',
    // Headers that do not depend on what is in the picture, so that those of all pieces are the same.
    ['stitchable=1', ...own].join(':'),
    '-threads',
    String(THREADS),
    '-pix_fmt',
    'yuv420p',
    '-g',
    keyframe,
    '-keyint_min',
    keyframe,
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-color_range',
    'tv',
  ];
}

/** The same for pieces of H.264 that can follow each other without being encoded again. How many threads made them does not matter. */
export function encodingMark(quality: Quality, framesPerSecond: number): string {
  const threads = h264(quality, framesPerSecond).indexOf('-threads');
  const telling = h264(quality, framesPerSecond).toSpliced(threads, 2);
  return createHash('sha256')
    .update(JSON.stringify([telling, framesPerSecond]))
    .digest('hex')
    .slice(0, 16);
}

/** AAC as every player takes it. */
export const aac = ['-c:a', 'aac', '-b:a', `${encoding.audioKbps}k`, '-ar', '48000', '-ac', '2'];

/** The same bytes for the same film: no dates, no versions, nothing of the inputs' own tags. */
export const exact = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'];

/** An MP4 that starts playing before it is loaded. */
export const mp4 = ['-movflags', '+faststart', ...exact];

/** VP9 at a constant quality, all cores on one picture. */
export function vp9({ quality, framesPerSecond }: { quality: Exclude<Quality, 'preview'>; framesPerSecond: number }): string[] {
  const { crf, speed } = encoding.webm[quality];
  const rate = ['-crf', String(crf), '-b:v', '0', '-g', String(Math.round(encoding.keyframeSeconds * framesPerSecond))];
  return ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', String(speed), '-row-mt', '1', ...rate, '-pix_fmt', 'yuv420p'];
}

export const opus = ['-c:a', 'libopus', '-b:a', `${encoding.opusKbps}k`, '-ac', '2'];

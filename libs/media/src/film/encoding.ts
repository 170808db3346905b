import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const Level = z.object({ preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast']), crf: z.number().min(10).max(40) });
const Encoding = z.object({
  $why: z.string(),
  draft: Level,
  standard: Level,
  high: Level,
  preview: Level,
  keyframeSeconds: z.number().positive(),
  audioKbps: z.number().int(),
});

const encoding = loadJson(import.meta.url, './encoding.json', Encoding);

export type Quality = 'draft' | 'standard' | 'high' | 'preview';

/** H.264 that every browser and phone plays: 4:2:0, BT.709, regular key frames. */
export function h264(quality: Quality, framesPerSecond: number): string[] {
  const { preset, crf } = encoding[quality];
  const keyframe = String(Math.round(encoding.keyframeSeconds * framesPerSecond));
  // ultrafast can only make the baseline profile's subset; the film itself is High.
  const profile = quality === 'preview' ? [] : ['-profile:v', 'high'];
  return [
    '-c:v',
    'libx264',
    '-preset',
    preset,
    '-crf',
    String(crf),
    ...profile,
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

/** AAC as every player takes it. The preview's coder is the quick one: half the film's sound work would go into what is heard once. */
export const aac = (quality: Quality): string[] => [
  '-c:a',
  'aac',
  '-aac_coder',
  quality === 'preview' ? 'fast' : 'twoloop',
  '-b:a',
  `${encoding.audioKbps}k`,
  '-ar',
  '48000',
  '-ac',
  '2',
];

/** An MP4 that starts playing before it is loaded, the same bytes for the same film. */
export const mp4 = (): string[] => [
  '-movflags',
  '+faststart',
  '-fflags',
  '+bitexact',
  '-flags:v',
  '+bitexact',
  '-flags:a',
  '+bitexact',
  '-map_metadata',
  '-1',
];

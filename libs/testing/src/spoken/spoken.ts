import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { joined, levelOf, mixed, peakOf, ratio, repeated, scaled, silence } from './mixing.js';
import { noiseOf } from './noises.js';
import { writeSound } from './sound-file.js';
import type { Spoken } from './spoken.types.js';
import { say } from './voices.js';

/** To be raised when the same wish gives other bytes: what was kept before is then made anew. */
const RECIPE = 1;
const PEAK_DBFS = -3;
const DEFAULT_PAUSE_SECONDS = 0.6;

/** Makes a recording by the voices of flite and espeak-ng, once for every wish, and gives its path. The file is shared: read it, don't change it. */
export function spoken(wish: Spoken): Promise<string> {
  const format = wish.format ?? 'wav';
  return kept({ spoken: wish }, format, async (path) => {
    const { sampleRate = 16_000, channels = 1, stereo = 'both' } = wish;
    await writeSound(await mixedFor(wish), path, { format, sampleRate, channels, stereo });
  });
}

/** A wish as mono samples at MIXING_RATE, before it becomes a file. */
export async function mixedFor(wish: Spoken): Promise<Float32Array> {
  const { text, voice = 'slt', speed, pauseSeconds = DEFAULT_PAUSE_SECONDS, lastingSeconds, gainDb = 0, noise } = wish;
  const { beforeSeconds = 0, afterSeconds = 0 } = wish.silence ?? {};
  const sentences = typeof text === 'string' ? [text] : text;
  const said = await Promise.all(sentences.map((sentence) => say(sentence, voice, speed)));
  const speech = joined(said.flatMap((one, index) => (index > 0 ? [silence(pauseSeconds), one] : [one])));
  const long = lastingSeconds ? repeated(joined([speech, silence(pauseSeconds)]), lastingSeconds) : speech;
  const levelled = scaled(long, ratio(PEAK_DBFS) / peakOf(long));
  const placed = joined([silence(beforeSeconds), levelled, silence(afterSeconds)]);
  const loud = noise ? mixed(placed, scaled(await noiseOf(noise.kind), levelOf(levelled) * ratio(-noise.snrDb))) : placed;
  return scaled(loud, ratio(gainDb));
}

/** Makes a file under a name that follows from what it is, if it is not there yet; two that make it at once don't meet. */
export async function kept(recipe: object, extension: string, make: (path: string) => Promise<void>): Promise<string> {
  const folder = join(process.cwd(), '.data/spoken');
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha256')
    .update(JSON.stringify([RECIPE, recipe]))
    .digest('hex')
    .slice(0, 24);
  const path = join(folder, `${name}.${extension}`);
  if (existsSync(path)) return path;
  const half = join(folder, `${name}.${randomUUID()}.${extension}`);
  try {
    await make(half);
    await rename(half, path);
  } finally {
    await rm(half, { force: true });
  }
  return path;
}

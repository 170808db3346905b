import { runFfmpeg } from '@polyreel/media';
import { withFolder } from '@polyreel/service-kit';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Spoken } from './spoken.types.js';

const run = promisify(execFile);

/** What everything is mixed at. */
export const MIXING_RATE = 48_000;
/** espeak-ng's own speed, in words a minute. */
const WORDS_A_MINUTE = 175;

/** Has a sentence spoken: mono samples from -1 to 1 at MIXING_RATE. Takes the Debian packages flite and espeak-ng. */
export function say(sentence: string, voice: NonNullable<Spoken['voice']>, speed = 1): Promise<Float32Array> {
  return withFolder('voice', async (folder) => {
    const path = join(folder, 'said.wav');
    if (typeof voice === 'string') {
      await run('flite', ['-voice', voice, '--setf', `duration_stretch=${1 / speed}`, '-t', sentence, '-o', path]);
    } else {
      await run('espeak-ng', ['-v', voice.language, '-s', String(Math.round(WORDS_A_MINUTE * speed)), '-w', path, '--', sentence]);
    }
    return samplesOf(path);
  });
}

/** A sound file as mono samples at MIXING_RATE. */
export async function samplesOf(path: string, seconds?: number): Promise<Float32Array> {
  const chunks: Buffer[] = [];
  const end = seconds === undefined ? [] : ['-t', String(seconds)];
  const raw = ['-ac', '1', '-ar', String(MIXING_RATE), '-f', 'f32le', 'pipe:1'];
  await runFfmpeg(['-v', 'error', '-i', path, ...end, ...raw], { onOutput: (chunk) => chunks.push(chunk) });
  const bytes = Buffer.concat(chunks);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

import { spoken } from '@polyreel/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { writeMusicBed } from '../music/music-bed.js';
import { measureLoudness } from './loudness.js';
import { readVoice, underVoice } from './narration.js';

describe('music under a voice', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-narration-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['epic', 'serene', 'energetic'] as const)(
    'lies 15 LU or more below it while it speaks, and comes back when it rests (%s)',
    async (mood) => {
      // Some five seconds of speech, and three of silence.
      const path = await spoken({
        text: 'A red dragon flies over an old castle at sunset, and lightning shows the distant mountains.',
        silence: { afterSeconds: 3 },
      });
      const voice = (await readVoice(path, folder))!;
      const total = voice.durationSeconds;
      const [music, under, alone] = ['music.wav', 'under.wav', 'alone.wav'].map((name) => join(folder, name)) as [string, string, string];
      await writeMusicBed(music, [{ durationSeconds: total, mood, energy: 0.6 }], 5);
      const graph = underVoice(voice, await measureLoudness(music), total).slice(0, -1);
      const inputs = [...inputOf(music), ...inputOf(voice.path)];
      await runFfmpeg(['-v', 'error', ...inputs, '-filter_complex', graph.join(';'), '-map', '[under]', under, '-map', '[voice]', alone]);
      const during = (from: number, to: number) => [`atrim=${from}:${to}`, 'asetpts=PTS-STARTPTS'];
      const speaking = during(0.4, total - 3.3);
      const [speech, low, back] = [
        await measureLoudness(alone, undefined, speaking),
        await measureLoudness(under, undefined, speaking),
        await measureLoudness(under, undefined, during(total - 2.2, total - 0.6)),
      ].map(({ integrated }) => integrated) as [number, number, number];
      expect(speech - low).toBeGreaterThan(15);
      expect(speech - low).toBeLessThan(32);
      expect(back - low).toBeGreaterThan(4);
    },
  );
});

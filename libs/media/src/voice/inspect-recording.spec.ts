import { MAX_RECORDING_BYTES, MAX_RECORDING_SECONDS } from '@polyreel/contracts';
import { AppError, withFolder } from '@polyreel/service-kit';
import { type BadRecording, badRecording, RECORDING_FORMATS, spoken, withCover } from '@polyreel/testing';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFfmpeg } from '../ffmpeg.js';
import { inspectRecording } from './inspect-recording.js';
import { RECORDING_LIMITS } from './recording.types.js';

const text = 'A lighthouse in the rain.';
const SECONDS = 1.635;

/** The code and status of its refusal, or its facts. */
const told = (path: string) =>
  inspectRecording(path).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    return `${error.code} ${error.statusCode}`;
  });

describe('a good recording', () => {
  it.each(RECORDING_FORMATS)('is known as %s, whatever its name', (format) =>
    withFolder('named', async (folder) => {
      const path = join(folder, 'recording.txt');
      await copyFile(await spoken({ text, format, channels: 2, sampleRate: 48_000 }), path);
      const facts = await inspectRecording(path);
      expect(facts).toMatchObject({ format, channels: 2, sampleRate: 48_000 });
      expect(Math.abs(facts.durationSeconds - SECONDS)).toBeLessThan(0.1);
    }),
  );

  it.each([8_000, 11_025, 16_000, 44_100, 96_000])('may have %i samples a second', async (sampleRate) => {
    expect(await inspectRecording(await spoken({ text, sampleRate }))).toMatchObject({ sampleRate, codec: 'pcm_s16le' });
  });

  it.each(['mp3', 'm4a'] as const)('may carry a cover picture: %s', async (format) => {
    expect(await inspectRecording(await withCover(format))).toMatchObject({ format });
  });

  it.each(['pcm_u8', 'pcm_s24le', 'pcm_f32le', 'pcm_alaw', 'pcm_mulaw', 'adpcm_ms'])('may be a WAV of %s', (codec) =>
    withFolder('codec', async (folder) => {
      const path = join(folder, 'a.wav');
      await runFfmpeg(['-v', 'error', '-i', await spoken({ text }), '-c:a', codec, path]);
      const facts = await inspectRecording(path);
      expect(facts).toMatchObject({ format: 'wav', codec });
      expect(Math.abs(facts.durationSeconds - SECONDS)).toBeLessThan(0.1);
    }),
  );

  it('may be as quiet as a whisper, or have its voice upside down on one side', async () => {
    expect(await inspectRecording(await spoken({ text, gainDb: -35 }))).toMatchObject({ format: 'wav' });
    expect(await inspectRecording(await spoken({ text, channels: 2, stereo: 'opposed', format: 'flac' }))).toMatchObject({ channels: 2 });
  });

  it.each([0, 0xffffffff, 0x7fffffff, 0x7ffff000])('may be a WAV that was streamed, with %i for its length', (length) =>
    withFolder('streamed', async (folder) => {
      const bytes = await readFile(await spoken({ text }));
      bytes.writeUInt32LE(length, bytes.indexOf('data') + 4);
      await writeFile(join(folder, 'a.wav'), bytes);
      expect((await inspectRecording(join(folder, 'a.wav'))).durationSeconds).toBeCloseTo(SECONDS, 3);
    }),
  );

  it.each(['webm', 'ogg', 'mp3', 'flac'])('may be a live %s, whose header knows no length', (format) =>
    withFolder('live', async (folder) => {
      const chunks: Buffer[] = [];
      const codec = { webm: 'libopus', ogg: 'libopus', mp3: 'libmp3lame', flac: 'flac' }[format]!;
      const live = ['-c:a', codec, ...(format === 'mp3' ? ['-write_xing', '0'] : []), '-f', format, 'pipe:1'];
      await runFfmpeg(['-v', 'error', '-i', await spoken({ text }), ...live], { onOutput: (chunk) => chunks.push(chunk) });
      await writeFile(join(folder, 'a'), Buffer.concat(chunks));
      expect(Math.abs((await inspectRecording(join(folder, 'a'))).durationSeconds - SECONDS)).toBeLessThan(0.15);
    }),
  );

  it('may be a fragmented m4a, as browsers record it', () =>
    withFolder('fragments', async (folder) => {
      const path = join(folder, 'a.mp4');
      await runFfmpeg(['-v', 'error', '-i', await spoken({ text }), '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov', path]);
      expect(await inspectRecording(path)).toMatchObject({ format: 'm4a', codec: 'aac' });
    }));

  it('may be exactly as long as is allowed', async () => {
    const facts = await inspectRecording(await spoken({ text, lastingSeconds: 600 }));
    expect(Math.round(facts.durationSeconds)).toBe(600);
  });
});

/** What each bad file is refused with; null is none of the door's business: it is heard before it is refused. */
const REFUSALS: Record<BadRecording, string | null> = {
  empty: 'voice_empty 422',
  text: 'voice_not_audio 415',
  archive: 'voice_not_audio 415',
  hlsPlaylist: 'voice_not_audio 415',
  concatList: 'voice_not_audio 415',
  dashManifest: 'voice_not_audio 415',
  picture: 'voice_not_audio 415',
  videoMp4: 'voice_is_video 415',
  videoWebm: 'voice_is_video 415',
  videoOgg: 'voice_is_video 415',
  videoAvi: 'voice_is_video 415',
  aac: 'voice_format_unsupported 415',
  aiff: 'voice_format_unsupported 415',
  cutWav: 'voice_truncated 422',
  cutMp3: 'voice_truncated 422',
  cutM4a: 'voice_truncated 422',
  cutOgg: 'voice_truncated 422',
  cutWebm: 'voice_truncated 422',
  cutFlac: 'voice_truncated 422',
  tooLarge: 'voice_too_large 413',
  elevenMinutes: 'voice_too_long 422',
  tenChannels: 'voice_too_many_channels 422',
  silence: 'voice_silent 422',
  hoursOfNothing: 'voice_unreasonable 422',
  claimsWeeks: 'voice_unreasonable 422',
  absurdRate: 'voice_unreasonable 422',
  oneHertz: 'voice_unreasonable 422',
  noise: null,
  music: null,
  hi: null,
};

describe('a bad recording', () => {
  it.each(Object.entries(REFUSALS))('%s: %s', async (kind, refusal) => {
    const outcome = await told(await badRecording(kind as BadRecording));
    expect(outcome).toEqual(refusal ?? expect.objectContaining({ format: 'wav' }));
  });

  it('is an MP3 without a claim of its length that ends in the middle of a frame', () =>
    withFolder('cut', async (folder) => {
      const path = join(folder, 'a.mp3');
      await runFfmpeg(['-v', 'error', '-i', await spoken({ text }), '-c:a', 'libmp3lame', '-write_xing', '0', path]);
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, bytes.length / 2 + 5));
      expect(await told(path)).toBe('voice_truncated 422');
    }));

  it('is an m4a with its index first and half of its sound', () =>
    withFolder('cut', async (folder) => {
      const path = join(folder, 'a.m4a');
      await runFfmpeg(['-v', 'error', '-i', await spoken({ text }), '-movflags', '+faststart', path]);
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, bytes.length / 2));
      expect(await told(path)).toBe('voice_truncated 422');
    }));

  it('is any header alone', () =>
    withFolder('header', async (folder) => {
      for (const format of RECORDING_FORMATS) {
        const bytes = await readFile(await spoken({ text, format }));
        await writeFile(join(folder, 'a'), bytes.subarray(0, 200));
        expect(await told(join(folder, 'a'))).toMatch(/^voice_(truncated|not_audio) 4/);
      }
    }));

  it('is one that the caller has stopped', async () => {
    const stop = new AbortController();
    const looking = inspectRecording(await spoken({ text, lastingSeconds: 600 }), { signal: stop.signal });
    stop.abort(new Error('gone'));
    await expect(looking).rejects.toThrow('gone');
  });
});

it('the limits are those of the contracts', () => {
  expect([RECORDING_LIMITS.bytes, RECORDING_LIMITS.seconds]).toEqual([MAX_RECORDING_BYTES, MAX_RECORDING_SECONDS]);
});

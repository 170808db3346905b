import { z } from 'zod';
import { runProgram } from '../ffmpeg.js';
import { openedAs } from './opened-as.js';
import type { RecordedFormat } from './recording.types.js';

const Inside = z.object({
  streams: z
    .array(
      z.object({
        codec_type: z.string().default('unknown'),
        codec_name: z.string().default('unknown'),
        sample_rate: z.coerce.number().optional(),
        channels: z.number().int().optional(),
        disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
      }),
    )
    .default([]),
  format: z.object({ duration: z.coerce.number().optional() }).default({}),
});

/** What lies in a file by its own account. */
export interface Inside {
  audio?: { codec: string; sampleRate: number; channels: number };
  /** Moving pictures: a cover is none. */
  hasVideo: boolean;
  claimedSeconds?: number;
}

const SHOWN = 'stream=codec_type,codec_name,sample_rate,channels:stream_disposition=attached_pic:format=duration';
/** Beyond it nobody reads on: a file may have a thousand streams. */
const REPORT_LIMIT = 512 * 1024;

/** Asks ffprobe. Rejects with FfmpegError where the file cannot be read at all. */
export async function lookInside(path: string, format: RecordedFormat | 'matroska' | 'mov', signal?: AbortSignal): Promise<Inside> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const args = ['-v', 'error', '-of', 'json', '-show_entries', SHOWN, ...openedAs(path, format)];
  await runProgram('ffprobe', args, { signal, onOutput: (chunk) => (bytes += chunk.length) <= REPORT_LIMIT && chunks.push(chunk) });
  const report = bytes <= REPORT_LIMIT ? Buffer.concat(chunks).toString('utf8') : '{}';
  const { streams, format: file } = Inside.parse(JSON.parse(report));
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    audio: audio && { codec: audio.codec_name, sampleRate: audio.sample_rate ?? 0, channels: audio.channels ?? 0 },
    hasVideo: streams.some((stream) => stream.codec_type === 'video' && !stream.disposition.attached_pic),
    claimedSeconds: file.duration,
  };
}

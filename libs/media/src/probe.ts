import { z } from 'zod';
import { FfmpegError } from './ffmpeg.error.js';
import { type FfmpegRun, runProgram } from './ffmpeg.js';
import { inputOf } from './input.js';

/** ffprobe writes rates as fractions: `24000/1001`, and `0/0` where it does not know. */
const Rate = z.string().transform((text) => {
  const [numerator = 0, denominator = 1] = text.split('/').map(Number);
  return denominator > 0 ? numerator / denominator : 0;
});

const Stream = z.object({
  index: z.number().int(),
  codec_type: z.string(),
  codec_name: z.string().optional(),
  profile: z.string().optional(),
  pix_fmt: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  avg_frame_rate: Rate.optional(),
  nb_frames: z.coerce.number().int().optional(),
  duration: z.coerce.number().optional(),
  sample_rate: z.coerce.number().optional(),
  channels: z.number().int().optional(),
  tags: z.record(z.string(), z.string()).default({}),
  disposition: z.record(z.string(), z.number()).default({}),
});

const Probed = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({
    format_name: z.string(),
    duration: z.coerce.number().optional(),
    size: z.coerce.number().int().optional(),
    tags: z.record(z.string(), z.string()).default({}),
  }),
});

export type ProbedStream = z.infer<typeof Stream>;

/** What a media file holds. Durations in seconds; `video`, `audio` and `captions` are its first stream of the kind. */
export interface Probe {
  container: string;
  durationSeconds: number;
  bytes: number;
  tags: Record<string, string>;
  video?: ProbedStream;
  audio?: ProbedStream;
  captions?: ProbedStream;
}

const REPORT_LIMIT = 1024 * 1024;

/** Looks into a media file. Rejects with FfmpegError where it is none. */
export async function probe(path: string, run: Pick<FfmpegRun, 'signal'> = {}): Promise<Probe> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const args = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', ...inputOf(path)];
  await runProgram('ffprobe', args, { ...run, onOutput: (chunk) => (bytes += chunk.length) <= REPORT_LIMIT && chunks.push(chunk) });
  const result = Probed.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (!result.success) throw new FfmpegError('ffprobe', 0, null, '', `its report does not fit: ${result.error.issues[0]?.message}`);
  const { streams, format } = result.data;
  const first = (kind: string) => streams.find((stream) => stream.codec_type === kind && !stream.disposition['attached_pic']);
  return {
    container: format.format_name,
    durationSeconds: format.duration ?? 0,
    bytes: format.size ?? 0,
    tags: format.tags,
    video: first('video'),
    audio: first('audio'),
    captions: first('subtitle'),
  };
}

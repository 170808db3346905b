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

const Packet = z.object({
  stream_index: z.number().int(),
  pts_time: z.coerce.number().optional(),
  dts_time: z.coerce.number().optional(),
  flags: z.string().default(''),
});
/** A piece of a stream as the file carries it: when it is shown and decoded, in seconds. */
export type ProbedPacket = z.infer<typeof Packet>;

const Probed = z.object({
  packets: z.array(Packet).optional(),
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
  /** Those of all streams as they lie in the file, where they were asked for. */
  packets?: ProbedPacket[];
}

const PACKETS = ['-show_entries', 'packet=stream_index,pts_time,dts_time,flags'];
const REPORT_LIMIT = 1024 * 1024;

/** Looks into a media file; `packets` only for files of our own, whose number of packets is known. Rejects with FfmpegError where it is none. */
export async function probe(path: string, { packets, ...run }: Pick<FfmpegRun, 'signal'> & { packets?: boolean } = {}): Promise<Probe> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const args = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', ...(packets ? PACKETS : []), ...inputOf(path)];
  await runProgram('ffprobe', args, { ...run, onOutput: (chunk) => (bytes += chunk.length) <= REPORT_LIMIT && chunks.push(chunk) });
  const result = Probed.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (!result.success) throw new FfmpegError('ffprobe', 0, null, '', `its report does not fit: ${result.error.issues[0]?.message}`);
  const { streams, format, packets: found } = result.data;
  const first = (kind: string) => streams.find((stream) => stream.codec_type === kind && !stream.disposition['attached_pic']);
  return {
    container: format.format_name,
    durationSeconds: format.duration ?? 0,
    bytes: format.size ?? 0,
    tags: format.tags,
    video: first('video'),
    audio: first('audio'),
    captions: first('subtitle'),
    packets: found,
  };
}

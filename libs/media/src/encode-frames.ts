import { Readable } from 'node:stream';
import { runFfmpeg } from './ffmpeg.js';
import { type Finishing, finishingArguments } from './film/finish.js';

/** How many later frames must have been taken before the memory of one may be written again: one waits here, one in the pipe, one at FFmpeg. */
export const FRAMES_IN_FLIGHT = 3;

export interface FrameFormat {
  /** Pixels, both even. */
  width: number;
  height: number;
  framesPerSecond: number;
}

/** Raw footage: near-lossless, quick to make and to read, and larger than a film for viewers. */
const footage = (framesPerSecond: number): string[] => [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'fastdecode', '-crf', '14', '-threads', '2'],
  ...['-g', String(Math.round(framesPerSecond * 2))],
  ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
];

export interface EncodingRun {
  signal?: AbortSignal;
  /** Encodes for a place in a film of so many frames there; unset: as raw footage. */
  finishing?: Finishing & { frames: number };
}

/** Encoder arguments for raw frames. */
export const frameEncoding = ({ framesPerSecond }: FrameFormat, finishing: EncodingRun['finishing']): string[] =>
  finishing ? finishingArguments(finishing, finishing.frames, framesPerSecond) : footage(framesPerSecond);

/**
 * Encodes raw frames (planar 4:2:0, BT.709 in video range: width × height × 3/2 bytes each) as a silent H.264 MP4 of constant frame
 * rate. Takes frames only as fast as FFmpeg does.
 */
export async function encodeFrames(
  frames: AsyncIterable<Uint8Array>,
  format: FrameFormat,
  outputPath: string,
  { signal, finishing }: EncodingRun = {},
): Promise<void> {
  const { width, height, framesPerSecond } = format;
  const raw = ['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${width}x${height}`, '-framerate', String(framesPerSecond)];
  await runFfmpeg([...raw, '-i', 'pipe:0', ...frameEncoding(format, finishing), '-an', outputPath], {
    stdin: Readable.from(frames, { objectMode: false, highWaterMark: 1 }),
    signal,
  });
}

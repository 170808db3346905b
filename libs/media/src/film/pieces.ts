import type { Stretch } from './as-is.js';
import type { Reel } from './reel.js';

/** A piece of the film's picture: a file of its own, or a stretch of a take's. */
export interface Piece {
  file: string;
  /** First frame, counted in the reel. */
  start: number;
  frames: number;
  /** Frames before it in the file. */
  skipped: number;
  /** By how many frames what follows it in the file is decoded before it is shown; 0 where nothing follows. */
  lead: number;
}

/** The stretches of a reel that must be encoded: all of it, or what lies before and after the frames that are taken over. */
export const encodedStretches = ({ frames, asIs }: Pick<Reel, 'frames' | 'asIs'>): Stretch[] =>
  (asIs
    ? [
        { from: 0, to: asIs.from },
        { from: asIs.to, to: frames },
      ]
    : [{ from: 0, to: frames }]
  ).filter(({ from, to }) => from < to);

/** Name of the file that an encoded stretch goes to. */
export const nameOf = ({ index }: Pick<Reel, 'index'>, { from }: Stretch) => `reel-${index}-${from}.mp4`;

/** The pieces of a reel in their order. */
export function piecesOf(reel: Reel): Piece[] {
  const encoded = encodedStretches(reel).map(({ from, to }) => ({
    file: nameOf(reel, { from, to }),
    start: from,
    frames: to - from,
    skipped: 0,
    lead: 0,
  }));
  const { asIs, take } = reel;
  if (!asIs || take.source.kind !== 'film') return encoded;
  const taken = { file: take.source.path, start: asIs.from, frames: asIs.to - asIs.from, skipped: asIs.from, lead: asIs.lead };
  return [...encoded, taken].sort((a, b) => a.start - b.start);
}

/** A line-up of pieces for FFmpeg's concat demuxer. Each with its exact length: what a container says of its own is rounded. */
export function lineUp(pieces: readonly Piece[], framesPerSecond: number): string {
  // In whole microseconds, as FFmpeg reads them: entered no earlier than a key frame is shown, left no later than the next is decoded.
  const seconds = (frames: number, round: (value: number) => number) => (round((frames * 1e6) / framesPerSecond) / 1e6).toFixed(6);
  const entries = pieces.map(({ file, frames, skipped, lead }) =>
    [
      `file '${file.replaceAll("'", "'\\''")}'`,
      ...(skipped ? [`inpoint ${seconds(skipped, Math.ceil)}`] : []),
      `outpoint ${seconds(skipped + frames - lead, Math.floor)}`,
      `duration ${seconds(frames, Math.round)}`,
    ].join('\n'),
  );
  return ['ffconcat version 1.0', ...entries].join('\n');
}

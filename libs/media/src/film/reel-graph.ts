import { inputOf } from '../input.js';
import type { FrameSize, Picture, Take } from './film.types.js';
import { gradeFilter, grades } from './grade.js';
import type { Footage, Reel } from './reel.js';
import { overlaps } from './timeline.js';

/** ffmpeg's inputs for a reel: its take, and the one that is still seen under its beginning. */
export function reelInputs({ under, ...reel }: Reel, picture: Picture): string[] {
  return [...takeInput(reel.take, picture), ...(under ? takeInput(under.take, picture, sought(under, picture)) : [])];
}

/** The filters that make a reel of its inputs, ending in the label `[reel]`. */
export function reelGraph(reel: Reel, picture: Picture): string[] {
  const { take, frames, entering, darkening, under } = reel;
  const black = [
    ...(entering && !overlaps(take) ? [`fade=t=in:start_frame=0:nb_frames=${entering}`] : []),
    ...(darkening ? [`fade=t=out:start_frame=${frames - darkening}:nb_frames=${darkening}`] : []),
  ];
  const own = [...motion(reel, 0, frames + reel.tail, picture), ...dressed(take, 0, frames), ...black];
  const colours = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[reel]';
  if (!under) return [`[0:v]${[...own, colours].join(',')}`];
  const from = under.frames - Math.round(sought(under, picture) * picture.framesPerSecond);
  const tail = [...motion(under, under.frames, under.frames + entering, picture), ...dressed(under.take, from, entering)];
  return [`[0:v]${own.join(',')}[own]`, `[1:v]${tail.join(',')}[tail]`, `[tail][own]${blend(reel, picture)},${colours}`];
}

function takeInput({ source, mood }: Take, { width, height, framesPerSecond }: Picture, fromSeconds = 0): string[] {
  switch (source.kind) {
    case 'film':
      // One decoding thread keeps up with the encoder; each further one holds frames in memory.
      return inputOf(source.path, '-threads', '1', '-an', ...(fromSeconds > 0 ? ['-ss', fromSeconds.toFixed(6)] : []));
    case 'still':
      return inputOf(source.path, '-loop', '1', '-framerate', String(framesPerSecond));
    case 'card': {
      const [from, to] = grades[mood].card.map((hex) => hex.replace('#', '0x'));
      const gradient = `gradients=s=${width}x${height}:r=${framesPerSecond}:c0=${from}:c1=${to}:n=2:x0=0:y0=0:x1=${width}:y1=${height}:speed=0.00001`;
      return ['-f', 'lavfi', '-i', gradient];
    }
  }
}

/** Where a take is entered to get at its tail: a second before, on a whole frame, so that there is a frame to hold. */
function sought({ take, frames, fileSeconds }: Footage, { framesPerSecond }: Picture): number {
  if (take.source.kind !== 'film') return frames / framesPerSecond;
  const seconds = Math.min(frames / framesPerSecond, fileSeconds) - 1;
  return Math.max(0, Math.floor(seconds * framesPerSecond) / framesPerSecond);
}

/** A take at the film's rate and size. A still moves by itself, from frame `from` of `total`. */
function motion({ take }: Footage, from: number, total: number, picture: Picture): string[] {
  const begun = 'setpts=PTS-STARTPTS';
  if (take.source.kind === 'still') return [begun, ...slowPush(from, total, picture)];
  return [begun, `fps=${picture.framesPerSecond}:start_time=0`, ...fitted(picture)];
}

/** The graded frames of a take, so many of them whatever the file holds: the last one is held. */
const dressed = ({ mood, source }: Take, from: number, frames: number) => [
  'setsar=1',
  'format=yuv420p',
  ...(source.kind === 'film' && source.finish ? [] : [gradeFilter(grades[mood])]),
  'tpad=stop=-1:stop_mode=clone',
  `trim=start_frame=${from}:end_frame=${from + frames}`,
  'setpts=PTS-STARTPTS',
];

/** Fills the frame and crops what stands over: no bars, whatever shape a provider gave. Nothing happens to a take that fits. */
const fitted = ({ width, height }: FrameSize) => [
  `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=bicubic`,
  `crop=${width}:${height}`,
];

/** A still comes alive by a slow push in, to 108 %. Drawn at double size first: whole-pixel steps would show as a tremble. */
const slowPush = (from: number, total: number, { width, height, framesPerSecond }: Picture) => [
  ...fitted({ width: width * 2, height: height * 2 }),
  `zoompan=z='1+0.08*(on+${from})/${total}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=1:s=${width}x${height}:fps=${framesPerSecond}`,
  'scale=out_range=tv:out_color_matrix=bt709',
];

function blend({ take, entering }: Reel, { framesPerSecond }: Picture): string {
  const kind = take.transition === 'crossfade' ? 'fade' : grades[take.mood].wipe;
  return `xfade=transition=${kind}:duration=${(entering / framesPerSecond).toFixed(6)}:offset=0`;
}

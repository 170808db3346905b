import { inputOf } from '../input.js';
import type { FrameSize, Take } from './film.types.js';
import { gradeFilter, grades } from './grade.js';
import { overlaps, type Placed } from './timeline.js';

export interface Picture extends FrameSize {
  framesPerSecond: number;
}

/** Input arguments for every take, in order: take `i` is ffmpeg's input `i`. */
export const takeInputs = (placed: readonly Placed[], picture: Picture): string[] => placed.flatMap(({ take }) => takeInput(take, picture));

function takeInput({ source, mood }: Take, { width, height, framesPerSecond }: Picture): string[] {
  switch (source.kind) {
    case 'film':
      // One decoding thread keeps up with the encoder; each further one holds frames of every open take in memory.
      return inputOf(source.path, '-threads', '1', '-an');
    case 'still':
      return inputOf(source.path, '-loop', '1', '-framerate', String(framesPerSecond));
    case 'card': {
      const [from, to] = grades[mood].card.map((hex) => hex.replace('#', '0x'));
      const gradient = `gradients=s=${width}x${height}:r=${framesPerSecond}:c0=${from}:c1=${to}:n=2:x0=0:y0=0:x1=${width}:y1=${height}:speed=0.00001`;
      return ['-f', 'lavfi', '-i', gradient];
    }
  }
}

/** The filters that make one film of all takes, ending in the label `[film]`. */
export function filmGraph(placed: readonly Placed[], picture: Picture): string[] {
  const parts = placed.map((place, i) => takeFilters(place, i, placed[i + 1], picture));
  let joined = '[t0]';
  placed.slice(1).forEach((place, i) => {
    const next = `[j${i + 1}]`;
    parts.push(`${joined}[t${i + 1}]${joint(place, picture)}${next}`);
    joined = next;
  });
  return [...parts, `${joined}setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[film]`];
}

function takeFilters({ take, frames, tail, entering }: Placed, index: number, next: Placed | undefined, picture: Picture): string {
  const length = frames + tail;
  const filters = [
    'setpts=PTS-STARTPTS',
    ...(take.source.kind === 'still' ? slowPush(length, picture) : [`fps=${picture.framesPerSecond}:start_time=0`, ...fitted(picture)]),
    'setsar=1',
    'format=yuv420p',
    gradeFilter(grades[take.mood]),
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${length}`,
    ...(entering && !overlaps(take) ? [`fade=t=in:start_frame=0:nb_frames=${entering}`] : []),
    ...(next?.take.transition === 'fade_black' ? [`fade=t=out:start_frame=${length - next.entering}:nb_frames=${next.entering}`] : []),
  ];
  return `[${index}:v]${filters.join(',')}[t${index}]`;
}

/** Fills the frame and crops what stands over: no bars, whatever shape a provider gave. Nothing happens to a take that fits. */
const fitted = ({ width, height }: FrameSize) => [
  `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=bicubic`,
  `crop=${width}:${height}`,
];

/** A still comes alive by a slow push in, to 108 %. Drawn at double size first: whole-pixel steps would show as a tremble. */
const slowPush = (frames: number, { width, height, framesPerSecond }: Picture) => [
  ...fitted({ width: width * 2, height: height * 2 }),
  `zoompan=z='1+0.08*on/${frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=1:s=${width}x${height}:fps=${framesPerSecond}`,
  'scale=out_range=tv:out_color_matrix=bt709',
];

function joint({ take, start, entering }: Placed, { framesPerSecond }: Picture): string {
  // concat counts in microseconds; xfade wants both its inputs to count in frames.
  if (!overlaps(take)) return `concat=n=2:v=1:a=0,settb=1/${framesPerSecond}`;
  const kind = take.transition === 'crossfade' ? 'fade' : grades[take.mood].wipe;
  return `xfade=transition=${kind}:duration=${seconds(entering, framesPerSecond)}:offset=${seconds(start, framesPerSecond)}`;
}

const seconds = (frames: number, framesPerSecond: number) => (frames / framesPerSecond).toFixed(6);

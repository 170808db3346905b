import { runFfmpeg } from './ffmpeg.js';
import { inputOf } from './input.js';

/** A picture to be taken out of a film. `longSide` in pixels; unset, or longer than the film's: as large as the film. */
export interface Still {
  path: string;
  longSide?: number;
}

/** Takes one frame out of a film as JPEGs, several sizes for one decoding. */
export async function takeStills(film: string, atSeconds: number, stills: readonly Still[], run: { signal?: AbortSignal } = {}) {
  const outputs = stills.flatMap(({ path, longSide = Infinity }) => ['-frames:v', '1', '-vf', scaled(longSide), '-q:v', '3', path]);
  await runFfmpeg([...inputOf(film, '-ss', atSeconds.toFixed(3)), '-an', '-sn', ...outputs], run);
}

/** JPEG has no place to say that its colours are BT.709: viewers take them for BT.601. */
function scaled(longSide: number): string {
  const sides = Number.isFinite(longSide)
    ? `w='if(gte(iw,ih),min(iw,${longSide}),-1)':h='if(gte(iw,ih),-1,min(ih,${longSide}))':flags=area:`
    : '';
  return `scale=${sides}out_color_matrix=bt601:out_range=pc`;
}

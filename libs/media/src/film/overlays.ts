import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilmOptions } from './film.types.js';

const WATERMARK = 'watermark.txt';

/** Writes what the overlays read. The text goes through a file: nothing of it is read as filter syntax. */
export async function writeOverlays({ folder, watermark }: FilmOptions): Promise<void> {
  if (watermark !== undefined) await writeFile(join(folder, WATERMARK), watermark);
}

/** What is drawn over the finished picture of a stretch that begins at a moment of the film. */
export function overlays({ captions, watermark, height, width }: FilmOptions, startSeconds: number): string[] {
  const at = startSeconds.toFixed(6);
  const filters = captions?.burnIn ? [`setpts=PTS+${at}/TB`, `ass=f=${captions.burnIn}`, `setpts=PTS-${at}/TB`] : [];
  if (watermark === undefined) return filters;
  // Below ten pixels letters are specks.
  const size = Math.max(10, Math.round(Math.min(height, width) / 34));
  const place = `x=w-tw-${size}:y=${size}:fontsize=${size}:fontcolor=white@0.7:shadowcolor=black@0.45:shadowx=1:shadowy=1`;
  return [...filters, `drawtext=font=Noto Sans:textfile=${WATERMARK}:expansion=none:${place}`];
}

import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { joined } from '../input.js';
import type { FilmOptions, FrameSize, Picture } from './film.types.js';

/** Width in pixels of one picture on the sheet, and the gap between pictures. */
const CELL = 320;
const SMALL_CELL = 240;
const GAP = 6;

/** How a contact sheet is laid out: one picture per second of film, in rows. */
export interface Sheet {
  pictures: number;
  columns: number;
  rows: number;
  cell: FrameSize;
}

/** The squarest grid that the pictures fill best: few empty places at the end, never wider than eight. */
export function sheetFor(totalFrames: number, { framesPerSecond, width, height }: Picture): Sheet {
  const pictures = Math.max(1, Math.floor(totalFrames / framesPerSecond + 0.5));
  const most = Math.min(8, Math.max(1, Math.ceil(Math.sqrt(pictures * 2.5))));
  const least = Math.min(most, Math.ceil(Math.sqrt(pictures)));
  let columns = most;
  for (let across = most; across >= least; across--) if (blanks(pictures, across) < blanks(pictures, columns)) columns = across;
  const across = pictures > 20 || height > width ? SMALL_CELL : CELL;
  return { pictures, columns, rows: Math.ceil(pictures / columns), cell: { width: across, height: Math.round((across * height) / width) } };
}

const blanks = (pictures: number, columns: number) => Math.ceil(pictures / columns) * columns - pictures;

/** Takes the middle frame of every second of the film out of a stretch that begins at frame `start`, as raw RGB cells. */
export function cellsFilter({ cell }: Sheet, start: number, framesPerSecond: number): string {
  const middle = Math.floor(framesPerSecond / 2);
  const chosen = `select='not(mod(n+${start}-${middle},${framesPerSecond}))*gte(n+${start},${middle})'`;
  return `${chosen},scale=${cell.width}:${cell.height}:flags=area,format=rgb24`;
}

/** Lays the cells of all stretches on a dark sheet. `cells` are files of `folder` by plain name, in the film's order. */
export async function laySheet(sheet: Sheet, cells: readonly string[], { folder, signal }: FilmOptions): Promise<string> {
  const { pictures, columns, rows, cell } = sheet;
  const raw = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${cell.width}x${cell.height}`];
  const tile = `tile=${columns}x${rows}:nb_frames=${pictures}:padding=${GAP}:margin=${GAP}:color=0x16181c`;
  const target = join(folder, 'contact-sheet.png');
  await runFfmpeg(['-v', 'error', ...raw, ...joined(cells), '-vf', tile, '-frames:v', '1', '-compression_level', '3', target], {
    cwd: folder,
    signal,
  });
  return target;
}

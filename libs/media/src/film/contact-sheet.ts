/** Width in pixels of one picture on the sheet, and the gap between pictures. */
const CELL = 320;
const SMALL_CELL = 240;
const GAP = 6;

/** How a contact sheet is laid out: one picture per second of film, in rows. */
export interface Sheet {
  pictures: number;
  columns: number;
  rows: number;
}

/** The squarest grid that the pictures fill best: few empty places at the end, never wider than eight. */
export function sheetFor(totalFrames: number, framesPerSecond: number): Sheet {
  const pictures = Math.max(1, Math.floor(totalFrames / framesPerSecond + 0.5));
  const most = Math.min(8, Math.max(1, Math.ceil(Math.sqrt(pictures * 2.5))));
  const least = Math.min(most, Math.ceil(Math.sqrt(pictures)));
  let columns = most;
  for (let width = most; width >= least; width--) if (blanks(pictures, width) < blanks(pictures, columns)) columns = width;
  return { pictures, columns, rows: Math.ceil(pictures / columns) };
}

const blanks = (pictures: number, columns: number) => Math.ceil(pictures / columns) * columns - pictures;

/** Takes the middle frame of every second and lays them on a dark sheet. */
export function contactSheetFilter({ pictures, columns, rows }: Sheet, framesPerSecond: number, portrait: boolean): string {
  const middle = Math.floor(framesPerSecond / 2);
  const width = pictures > 20 || portrait ? SMALL_CELL : CELL;
  return (
    `select='not(mod(n-${middle},${framesPerSecond}))*gte(n,${middle})',scale=${width}:-2:flags=area,` +
    `tile=${columns}x${rows}:nb_frames=${pictures}:padding=${GAP}:margin=${GAP}:color=0x16181c`
  );
}

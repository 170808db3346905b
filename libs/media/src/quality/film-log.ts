const LAST_LINES = 60;

/** Reads what the measuring filters write into ffmpeg's log, line by line. Spans that are open when the film ends last until its end. */
export class FilmLog {
  blackSeconds = 0;
  cuts = 0;
  readonly lastLines: string[] = [];
  private readonly edgeWidths: number[] = [];
  private readonly blocks: number[] = [];
  private readonly frozen = new Spans();
  private readonly silent = new Spans();

  take(line: string): void {
    if (this.lastLines.push(line) > LAST_LINES) this.lastLines.shift();
    const figure = (pattern: RegExp) => {
      const text = pattern.exec(line)?.[1];
      return text === undefined ? undefined : Number(text);
    };
    this.blackSeconds += figure(/black_duration:([\d.]+)/) ?? 0;
    if (line.includes('lavfi.scd.score')) this.cuts++;
    this.frozen.take(figure(/freeze_start: ([\d.]+)/), figure(/freeze_duration: ([\d.]+)/));
    this.silent.take(figure(/silence_start: (-?[\d.]+)/), figure(/silence_duration: ([\d.]+)/));
    const blur = /lavfi\.blur=(-?nan|[\d.]+)/.exec(line)?.[1];
    if (blur) this.edgeWidths.push(Number(blur));
    // A plain frame has no edges to compare and says nan: it tells nothing.
    const block = figure(/lavfi\.block=([\d.]+)/);
    if (block !== undefined) this.blocks.push(block);
  }

  /** Mean edge width over the frames that have edges; undefined where nothing was looked at. A fade's black frames have none and tell nothing. */
  get blur(): number | undefined {
    if (this.edgeWidths.length === 0) return undefined;
    const told = this.edgeWidths.filter((width) => !Number.isNaN(width));
    // Where most frames have not a single edge there is nothing to measure: a viewer says blurred.
    if (told.length * 2 < this.edgeWidths.length) return NO_EDGES;
    return mean(told);
  }

  /** Mean over the frames in which blocks could be looked for. */
  get blockiness(): number | undefined {
    return this.blocks.length ? mean(this.blocks) : undefined;
  }

  frozenSeconds(filmSeconds: number): number {
    return this.frozen.total(filmSeconds);
  }

  silentSeconds(filmSeconds: number): number {
    return this.silent.total(filmSeconds);
  }
}

const mean = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;

/** Wider than any edge width that blurdetect reports. */
const NO_EDGES = 20;

class Spans {
  private closed = 0;
  private open: number | undefined;

  take(start: number | undefined, duration: number | undefined) {
    if (start !== undefined) this.open = Math.max(0, start);
    if (duration === undefined) return;
    this.closed += duration;
    this.open = undefined;
  }

  total(until: number): number {
    return this.closed + (this.open === undefined ? 0 : Math.max(0, until - this.open));
  }
}

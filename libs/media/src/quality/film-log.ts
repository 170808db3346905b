const LAST_LINES = 60;

/** Reads what the measuring filters write into ffmpeg's log, line by line. Spans that are open when the film ends last until its end. */
export class FilmLog {
  blackSeconds = 0;
  cuts = 0;
  blur: number | undefined;
  blockiness: number | undefined;
  readonly lastLines: string[] = [];
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
    this.blockiness = figure(/block mean: ([\d.]+)/) ?? this.blockiness;
    const blur = /blur mean: (-?nan|[\d.]+)/.exec(line)?.[1];
    // Without a single edge there is nothing to measure: the filter says nan, a viewer says blurred.
    if (blur) this.blur = blur.endsWith('nan') ? NO_EDGES : Number(blur);
  }

  frozenSeconds(filmSeconds: number): number {
    return this.frozen.total(filmSeconds);
  }

  silentSeconds(filmSeconds: number): number {
    return this.silent.total(filmSeconds);
  }
}

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

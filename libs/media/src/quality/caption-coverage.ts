const SPAN = /^(?:(\d+):)?(\d+):(\d+)[.,](\d{3}) --> (?:(\d+):)?(\d+):(\d+)[.,](\d{3})/gm;

/** Part of a film's length, 0 to 1, during which a WebVTT or SubRip file shows words. */
export function captionCoverage(file: string, durationSeconds: number): number {
  const spans = Array.from(file.matchAll(SPAN), ([, ...parts]) => parts.map((part) => Number(part ?? 0)))
    .map((n) => ({ start: seconds(n.slice(0, 4)), end: seconds(n.slice(4, 8)) }))
    .sort((a, b) => a.start - b.start);
  let covered = 0;
  let until = 0;
  for (const { start, end } of spans) {
    const from = Math.max(start, until);
    const to = Math.min(end, durationSeconds);
    if (to > from) covered += to - from;
    until = Math.max(until, end);
  }
  return durationSeconds > 0 ? Math.min(1, covered / durationSeconds) : 0;
}

const seconds = ([hours = 0, minutes = 0, whole = 0, ms = 0]: number[]) => hours * 3600 + minutes * 60 + whole + ms / 1000;

/** Size of the candidates that are looked at: enough to tell a full picture from an empty one. */
export const LOOK = { width: 96, height: 54, bytes: 96 * 54 * 3 } as const;

/** Cuts a stream of small RGB frames apart and keeps only what each is worth. */
export class PosterJury {
  private rest: Buffer = Buffer.alloc(0);
  readonly scores: number[] = [];

  take(chunk: Buffer): void {
    this.rest = this.rest.length ? Buffer.concat([this.rest, chunk]) : chunk;
    while (this.rest.length >= LOOK.bytes) {
      this.scores.push(appeal(this.rest.subarray(0, LOOK.bytes)));
      this.rest = this.rest.subarray(LOOK.bytes);
    }
  }
}

/** Index of the frame that shows most, among those `allowed`; of all where none is. */
export function bestOf(scores: readonly number[], allowed: (index: number) => boolean): number {
  const ranked = scores.map((score, index) => ({ score: score + (allowed(index) ? 1 : 0), index }));
  return ranked.reduce((a, b) => (b.score > a.score ? b : a), { score: -1, index: 0 }).index;
}

/**
 * How much a frame shows, 0 to 1: a third each for contrast (spread of luma), colour (mean distance from grey) and detail
 * (mean step between neighbours), times how far it is from too dark or too bright. Ours, checked by eye on contact sheets.
 */
export function appeal(rgb: Buffer): number {
  let sum = 0;
  let squares = 0;
  let colour = 0;
  let detail = 0;
  let left = 0;
  const pixels = rgb.length / 3;
  for (let at = 0; at < rgb.length; at += 3) {
    const [r, g, b] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    sum += luma;
    squares += luma * luma;
    colour += Math.max(r, g, b) - Math.min(r, g, b);
    if ((at / 3) % LOOK.width) detail += Math.abs(luma - left);
    left = luma;
  }
  const mean = sum / pixels;
  const spread = Math.sqrt(Math.max(0, squares / pixels - mean * mean));
  const exposure = 1 - Math.abs(mean - 118) / 137;
  const parts = Math.min(1, spread / 64) + Math.min(1, colour / pixels / 110) + Math.min(1, detail / pixels / 14);
  return (parts / 3) * Math.max(0, Math.min(1, exposure));
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { randomFrom } from '../random.js';
import { i420Bytes, toI420 } from './i420.js';

/** ITU-R BT.709 in video range, written out. */
const levels = ([r, g, b]: readonly number[]) => {
  const luma = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  return [16 + (219 / 255) * luma, 128 + ((224 / 255) * (b! - luma)) / 1.8556, 128 + ((224 / 255) * (r! - luma)) / 1.5748];
};

describe('a frame in planar 4:2:0', () => {
  // 74 is no multiple of the sixteen pixels that are taken at once.
  it.each([
    [64, 64],
    [74, 66],
  ])('is that of BT.709 to the nearest level in every pixel of %i by %i', (width, height) => {
    const random = randomFrom(7);
    const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(random() * 256)));
    // Full black, full white and full colours too.
    rgba.set([0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255, 0, 0, 255, 255]);
    const frame = new SharedArrayBuffer(i420Bytes(width, height));
    toI420(width, height)(rgba, frame);
    const found = new Uint8Array(frame);
    const pixel = (x: number, y: number) => [0, 1, 2].map((part) => rgba[(y * width + x) * 4 + part]!);
    let worst = 0;
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) worst = Math.max(worst, Math.abs(levels(pixel(x, y))[0]! - found[y * width + x]!));
    for (let y = 0; y < height; y += 2)
      for (let x = 0; x < width; x += 2) {
        const four = [pixel(x, y), pixel(x + 1, y), pixel(x, y + 1), pixel(x + 1, y + 1)];
        const [, u, v] = levels([0, 1, 2].map((part) => four.reduce((sum, one) => sum + one[part]!, 0) / 4));
        const at = width * height + (y / 2) * (width / 2) + x / 2;
        worst = Math.max(worst, Math.abs(u! - found[at]!), Math.abs(v! - found[at + (width * height) / 4]!));
      }
    expect(worst).toBeLessThan(0.55);
  });

  it('is made by what the text beside it says', async () => {
    const text = readFileSync(new URL('./i420.wat', import.meta.url), 'utf8');
    const assembled = (await wabt()).parseWat('i420.wat', text, { simd: true }).toBinary({}).buffer;
    expect(Buffer.from(assembled).equals(readFileSync(new URL('./i420.wasm', import.meta.url)))).toBe(true);
  });
});

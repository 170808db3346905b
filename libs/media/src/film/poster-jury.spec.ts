import { describe, expect, it } from 'vitest';
import { Chance } from '../music/chance.js';
import { appeal, bestOf, LOOK, PosterJury } from './poster-jury.js';

const plain = (level: number) => Buffer.alloc(LOOK.bytes, level);

function picture(seed: number): Buffer {
  const chance = new Chance(seed);
  const frame = plain(0);
  // Coloured patches of eight pixels: contrast, colour and edges at once.
  for (let block = 0; block < LOOK.width * LOOK.height; block += 8) {
    const [r, g, b] = [chance.next() * 255, chance.next() * 255, chance.next() * 255];
    for (let i = block; i < block + 8; i++) frame.set([r, g, b], i * 3);
  }
  return frame;
}

describe('the choice of a poster', () => {
  it('prefers a picture to a blank, black or white one', () => {
    const full = appeal(picture(1));
    for (const level of [0, 128, 255]) expect(appeal(plain(level))).toBeLessThan(full / 4);
  });

  it('finds the best frame in a stream that is cut anywhere', () => {
    const jury = new PosterJury();
    const stream = Buffer.concat([plain(0), plain(200), picture(2), plain(90)]);
    for (let at = 0; at < stream.length; at += 1000) jury.take(stream.subarray(at, at + 1000));
    expect(jury.scores).toHaveLength(4);
    expect(bestOf(jury.scores, () => true)).toBe(2);
  });

  it('takes a frame inside a transition only where there is no other', () => {
    const jury = new PosterJury();
    jury.take(Buffer.concat([picture(3), plain(120)]));
    expect(bestOf(jury.scores, (index) => index === 1)).toBe(1);
    expect(bestOf(jury.scores, () => false)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { SHORTEST_SHOT } from './shot-lengths.js';
import { spokenShots } from './spoken-shots.js';

const piece = (startSeconds: number, endSeconds: number, sentence: number) => ({ startSeconds, endSeconds, sentence });
const sum = (shots: { durationSeconds: number }[]) => shots.reduce((total, { durationSeconds }) => total + durationSeconds, 0);
const edges = (shots: { durationSeconds: number }[]) => {
  let at = 0;
  return shots.map(({ durationSeconds }) => (at += durationSeconds));
};

describe('the shots of a film in which a voice is heard', () => {
  it('change in the pauses between sentences, just before the next one is heard, and last as long as the film', () => {
    const shots = spokenShots([piece(0.1, 3.02, 0), piece(3.9, 7.4, 1), piece(7.61, 11, 2)], [], 11.625);
    expect(edges(shots)).toEqual([3.75, 7.5, 11.625]);
    expect(shots.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('change between two sentences also where the speaker takes no breath', () => {
    const [first] = spokenShots([piece(0, 3.03, 0), piece(3.05, 6, 1)], [], 6.5);
    expect(Math.abs(first!.durationSeconds - 3.04)).toBeLessThan(1 / 64);
  });

  it('are shared by sentences that are very short', () => {
    const shots = spokenShots([piece(0, 0.5, 0), piece(0.9, 1.3, 1), piece(2, 6, 2), piece(6.3, 6.8, 3)], [], 7.375);
    expect(shots).toMatchObject([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ]);
    expect(spokenShots([piece(0, 0.6, 0)], [], 1.125)).toEqual([{ from: 0, to: 1, take: 0, durationSeconds: 1.125 }]);
  });

  it('are several where a sentence is long, parted at the pause between its words that is nearest to even', () => {
    const words = Array.from({ length: 24 }, (_, at) => ({
      startSeconds: at * 0.7 + (at > 8 ? 0.4 : 0),
      endSeconds: at * 0.7 + 0.68 + (at > 8 ? 0.4 : 0),
    }));
    const shots = spokenShots([piece(0, 17.2, 0)], words, 17.75);
    expect(shots).toHaveLength(3);
    expect(edges(shots).some((edge) => edge > 8 * 0.7 + 0.68 && edge <= 9 * 0.7 + 0.4)).toBe(true);
    expect(shots.map(({ take }) => take)).toEqual([0, 1, 2]);
  });

  it('add up to the last bit and are never too short to be read, however the voice goes', () => {
    let seed = 7;
    const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let run = 0; run < 200; run++) {
      let at = chance();
      const words: { startSeconds: number; endSeconds: number }[] = [];
      const pieces = Array.from({ length: 1 + Math.floor(chance() * 9) }, (_, sentence) => {
        const startSeconds = at;
        for (let left = 1 + chance() * 20; left > 0 && at < 55; left--)
          words.push({ startSeconds: at, endSeconds: (at += 0.05 + chance() / 2) });
        const endSeconds = at;
        at += chance() < 0.3 ? 0 : chance();
        return piece(startSeconds, endSeconds, sentence);
      });
      const total = Math.ceil((pieces.at(-1)!.endSeconds + 0.5) * 8) / 8;
      const shots = spokenShots(pieces, words, total);
      expect(sum(shots)).toBe(total);
      if (shots.length > 1) expect(Math.min(...shots.map(({ durationSeconds }) => durationSeconds))).toBeGreaterThanOrEqual(SHORTEST_SHOT);
      expect(Math.max(...shots.map(({ durationSeconds }) => durationSeconds))).toBeLessThanOrEqual(12);
    }
  });
});

import { type Camera, ShotSize } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { coverage } from './coverage.js';

const base = (size: ShotSize): Camera => ({ size, angle: 'eye_level', movement: 'static', stated: true });

describe('the coverage of a sentence', () => {
  it('begins with the view that was asked for', () => expect(coverage(0, base('wide'))).toEqual(base('wide')));
  it('goes nearer after a wide view', () => expect(coverage(1, base('wide'))).toMatchObject({ size: 'medium', stated: false }));
  it('never shows the same size or the same movement in two neighbouring shots', () => {
    for (const size of ShotSize.options)
      for (let at = 1; at < 14; at++) {
        const [before, here] = [coverage(at - 1, base(size)), coverage(at, base(size))];
        expect([here.size, here.movement], `${size} ${at}`).not.toEqual([before.size, before.movement]);
      }
  });
});

import { describe, expect, it } from 'vitest';
import { stretchAsIs } from './as-is.js';
import { jointsIn } from './joints.js';
import { lineUp } from './pieces.js';

const packet = (shown: number, decoded: number, flags = '__') => ({ stream_index: 0, pts_time: shown / 25, dts_time: decoded / 25, flags });
const video = { index: 0, codec_type: 'video', tags: {}, disposition: {} };
const packets = [
  packet(0, -2, 'K_'),
  packet(2, -1),
  packet(1, 0),
  packet(3, 1, 'K_'),
  packet(4, 2),
  { ...packet(0, 0, 'K_'), stream_index: 1 },
];

describe('a film without encoding', () => {
  it('can be cut before its key frames and at its end', () => {
    expect(jointsIn({ video, packets }, 25)).toEqual([
      { frame: 0, lead: 2 },
      { frame: 3, lead: 2 },
      { frame: 5, lead: 0 },
    ]);
  });

  it('is taken over from the first joint after its way in to the last before its way out', () => {
    const joints = [0, 12, 60, 75].map((frame) => ({ frame, lead: 2 }));
    expect(stretchAsIs(joints, 0, 75)).toEqual({ from: 0, to: 75, lead: 2 });
    expect(stretchAsIs(joints, 10, 70)).toEqual({ from: 12, to: 60, lead: 2 });
    expect(stretchAsIs(joints, 61, 74)).toBeUndefined();
    expect(stretchAsIs([], 0, 75)).toBeUndefined();
  });

  it('is entered where a key frame is shown and left where the next one is decoded, under any name', () => {
    const list = lineUp([{ file: "/tmp/it's", start: 0, frames: 29, skipped: 19, lead: 2 }], 24);
    expect(list.split('\n')).toEqual([
      'ffconcat version 1.0',
      String.raw`file '/tmp/it'\''s'`,
      'inpoint 0.791667',
      'outpoint 1.916666',
      'duration 1.208333',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { AspectRatio, pictureSize, Resolution } from './index.js';

describe('the size of a picture', () => {
  it('is what people expect of a name', () => {
    expect(pictureSize('16:9', '720p')).toEqual({ width: 1280, height: 720 });
    expect(pictureSize('9:16', '1080p')).toEqual({ width: 1080, height: 1920 });
    expect(pictureSize('4:5', '720p')).toEqual({ width: 720, height: 900 });
    expect(pictureSize('16:9', '480p')).toEqual({ width: 854, height: 480 });
  });

  it('is even in every ratio and resolution', () => {
    const sides = AspectRatio.options.flatMap((ratio) =>
      Resolution.options.flatMap((resolution) => Object.values(pictureSize(ratio, resolution))),
    );
    expect(sides.filter((side) => side % 2 !== 0)).toEqual([]);
  });
});

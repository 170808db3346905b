import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { CameraRig } from '../camera/camera.rig.js';
import { onTwos, stillestOf } from './backdrop.js';
import type { Layer } from './layer.js';

const look = { width: 128, height: 72, framesPerSecond: 25, seed: 1, quality: 'standard' } as const;
const level = { x: 0, y: 0, advance: 0, lookX: 0, lookY: 0, roll: 0 };
const rig = (movement: ConstructorParameters<typeof CameraRig>[0]) => new CameraRig(movement, level, 4, 1778, 0.72);
const layer = (depth: number, calm: boolean, painted: number[] = []): Layer => ({
  depth,
  calm,
  paint: (_ink, seconds) => painted.push(seconds),
});

describe('what is far', () => {
  it('is everything up to the first layer that the camera or its own life moves', () => {
    const layers = [layer(0.05, true), layer(0.1, true), layer(0.2, false), layer(0.1, true)];
    expect(stillestOf(layers, rig('static'), look)).toBe(2);
    expect(stillestOf([layer(0, true), layer(1, true)], rig('truck_left'), look)).toBe(1);
  });
  it('is painted once for two frames, as it is halfway between them', () => {
    const painted: number[] = [];
    const ink = createCanvas(look.width, look.height).getContext('2d');
    const paint = onTwos([layer(0, true, painted)], '#000000', rig('static'), look);
    for (const frame of [0, 1, 2, 3, 4]) paint(ink, frame / look.framesPerSecond);
    expect(painted).toEqual([0.02, 0.1, 0.18].map((seconds) => expect.closeTo(seconds)));
  });
  it('is the same picture at an instant, whatever was asked for before', () => {
    const pictures = [
      [0, 1, 2],
      [7, 2],
    ].map((frames) => {
      const canvas = createCanvas(look.width, look.height);
      const ink = canvas.getContext('2d');
      const bar: Layer = { depth: 0, calm: true, paint: (brush, seconds) => brush.fillRect(seconds * 400, 0, 9, 900) };
      const paint = onTwos([bar], '#ffffff', rig('static'), look);
      for (const frame of frames) paint(ink, frame / look.framesPerSecond);
      return canvas.toBuffer('image/png');
    });
    expect(pictures[0]!.equals(pictures[1]!)).toBe(true);
  });
});

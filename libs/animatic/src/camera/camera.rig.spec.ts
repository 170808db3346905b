import { describe, expect, it } from 'vitest';
import { CameraRig } from './camera.rig.js';

const level = { x: 0, y: 0, advance: 0, lookX: 0, lookY: 0, roll: 0 };
const rig = (movement: ConstructorParameters<typeof CameraRig>[0]) => new CameraRig(movement, level, 5, 1778, 0.72);

describe('what a camera does to what is far and near', () => {
  it('stands still while the camera does', () => {
    expect(rig('static').drift(0.5, 0.04)).toBe(0);
    expect(rig('static').apart(0.1, 1)).toBe(0);
  });
  it('does not move what is infinitely far, and near things more than far ones', () => {
    const truck = rig('truck_left');
    expect(truck.drift(0, 0.04)).toBe(0);
    expect(truck.drift(1, 0.04)).toBeCloseTo(10 * truck.drift(0.1, 0.04));
  });
  it('moves all alike by a zoom, and apart by a dolly', () => {
    expect(rig('zoom_in').apart(0.1, 0.5)).toBeCloseTo(0);
    expect(rig('dolly_in').apart(0.1, 0.5)).toBeGreaterThan(rig('dolly_in').apart(0.1, 0.2));
  });
});

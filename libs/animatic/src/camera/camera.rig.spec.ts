import { describe, expect, it } from 'vitest';
import { CameraRig } from './camera.rig.js';
import { apart, drift, isLevel } from './camera.travel.js';

const level = { x: 0, y: 0, advance: 0, lookX: 0, lookY: 0, roll: 0 };
const rig = (movement: ConstructorParameters<typeof CameraRig>[0]) => new CameraRig(movement, level, 5, 1778, 0.72);

describe('what a camera does to what is far and near', () => {
  it('stands still while the camera does', () => {
    expect(drift(rig('static'), 0.5, 0.04)).toBe(0);
    expect(apart(rig('static'), 0.1, 1)).toBe(0);
  });
  it('does not move what is infinitely far, and near things more than far ones', () => {
    const truck = rig('truck_left');
    expect(drift(truck, 0, 0.04)).toBe(0);
    expect(drift(truck, 1, 0.04)).toBeCloseTo(10 * drift(truck, 0.1, 0.04));
  });
  it('moves all alike by a zoom, and apart by a dolly', () => {
    expect(apart(rig('zoom_in'), 0.1, 0.5)).toBeCloseTo(0);
    expect(apart(rig('dolly_in'), 0.1, 0.5)).toBeGreaterThan(apart(rig('dolly_in'), 0.1, 0.2));
  });
  it('is seen level and in one size as long as the camera neither nears it nor rolls', () => {
    expect(isLevel(rig('truck_left'), 1.5)).toBe(true);
    expect(isLevel(rig('crane_up'), 0.2)).toBe(true);
    expect(isLevel(rig('dolly_in'), 1.5)).toBe(false);
    expect(isLevel(rig('zoom_out'), 0.2)).toBe(false);
    const dutch = new CameraRig('static', { ...level, roll: -0.16 }, 5, 1778, 0.72);
    expect(isLevel(dutch, 1)).toBe(false);
  });
});

import type { Canvas } from '@napi-rs/canvas';
import { clamp } from '../light/colour.js';
import type { Ink, Place } from '../scenery/place.js';
import type { Figure } from './figure.js';
import type { Pose } from './pose.js';

/** The shadow at its foot, or under it on the ground; none on water, in the sky or where something carries it. */
export function paintShadow(ink: Ink, shadow: Canvas, figure: Figure, place: Place, x: number, pose: Pose, carried: boolean): void {
  if (carried || figure.habitat === 'sky' || figure.habitat === 'afloat' || figure.habitat === 'water') return;
  const { scenery } = place.setting;
  if (['space', 'sky', 'underwater', 'sea', 'lake'].includes(scenery) && figure.habitat !== 'ground') return;
  const high = figure.habitat === 'air';
  const ground = high ? place.mainLine + 18 : figure.y;
  const w = figure.width * (high ? 0.36 : 0.56) * (1 - 0.35 * clamp(pose.lift));
  const h = Math.max(7, Math.min(40, w * (figure.plane === 'back' ? 0.07 : 0.13)));
  ink.globalAlpha = (high ? 0.2 : 0.62) * (1 - 0.4 * clamp(high ? 0 : pose.lift));
  ink.drawImage(shadow, x - w, ground - h, w * 2, h * 2);
  ink.globalAlpha = 1;
}

/** What swims or floats dips into the water; the line rocks with the waves. */
export function clipAtWater(ink: Ink, figure: Figure, place: Place, pose: Pose): void {
  const { scenery } = place.setting;
  if (scenery === 'underwater') return;
  const draught = figure.habitat === 'water' ? 0.2 : figure.role.traits.person ? 0.1 : 0.05;
  const level = -pose.y * figure.height - draught * figure.height;
  ink.beginPath();
  ink.moveTo(-figure.width, -figure.height * 2);
  ink.lineTo(figure.width, -figure.height * 2);
  for (let i = 20; i >= -20; i -= 1) ink.lineTo((i / 20) * figure.width, level + Math.sin(i * 0.9 + pose.turn * 30) * 3.5);
  ink.clip();
}

import type { Canvas } from '@napi-rs/canvas';
import { clamp } from '../light/colour.js';
import type { Ink } from '../scenery/place.js';
import type { Role } from './cast.js';
import type { Figure } from './figure.js';
import { extras, type Extra } from './figure.traits.js';

/** What shows an action beside the figure: notes of a singer, the book of a reader. */
export interface Sign {
  rule: Extra;
  picture: Canvas;
}

const HELD: Extra = { emoji: '', from: 'front', motion: 'hold', every: 1, size: 0.36 };

/** What an action adds to the picture: what is held, or the sign of what is done. */
export const ruleFor = ({ action, prop }: Role): Extra | undefined => {
  const rule = action && extras[action];
  if (!prop) return rule;
  return rule?.from === 'front' ? { ...rule, emoji: prop, motion: prop === rule.emoji ? rule.motion : 'hold' } : { ...HELD, emoji: prop };
};

/** Paints the sign beside a figure whose foot is at a stage point. */
export function paintSign(ink: Ink, figure: Figure, { rule, picture }: Sign, x: number, y: number, seconds: number): void {
  const h = figure.height;
  const w = figure.width;
  const ahead = figure.facing;
  const origin = {
    head: [ahead * w * 0.3, -h * 0.95],
    face: [ahead * w * 0.2, -h * 0.7],
    body: [0, -h * 0.45],
    front: [ahead * w * 0.42, -h * 0.4],
  }[rule.from];
  const size = h * rule.size;
  const stamp = (dx: number, dy: number, scale: number, alpha: number, turn = 0) => {
    ink.save();
    ink.translate(x + (origin[0] ?? 0) + dx, y + (origin[1] ?? 0) + dy);
    ink.rotate(turn);
    ink.globalAlpha = clamp(alpha);
    ink.drawImage(picture, (-size * scale) / 2, (-size * scale) / 2, size * scale, size * scale);
    ink.restore();
  };
  const cycle = (offset: number) => ((seconds + figure.phase) / rule.every / 2 + offset) % 1;
  switch (rule.motion) {
    case 'hold':
      return stamp(0, Math.sin(seconds * 3 + figure.phase) * h * 0.02, 1, 1);
    case 'rise':
      for (const offset of [0, 0.5]) {
        const u = cycle(offset);
        stamp(Math.sin(u * 6 + offset * 9) * h * 0.07 + ahead * u * h * 0.16, -u * h * 0.42, 0.55 + u * 0.5, Math.sin(u * Math.PI) * 1.4);
      }
      return;
    case 'pop': {
      const u = cycle(0) * 2;
      return u > 1 ? undefined : stamp(0, -h * 0.08, Math.min(1, u * 6) * (1 + 0.08 * Math.sin(u * 12)), (1 - u) * 5);
    }
    case 'drop':
      for (const offset of [0, 0.33, 0.66]) {
        const u = cycle(offset);
        stamp(ahead * u * h * 0.08, u * u * h * 0.5, 1, 1.3 - u);
      }
      return;
    case 'flicker':
      for (let i = 0; i < 3; i += 1)
        stamp(
          (i - 1) * w * 0.27,
          -h * (0.08 + 0.12 * (i % 2)),
          0.9 + 0.16 * Math.sin(seconds * 11 + i * 2.1),
          0.94,
          0.08 * Math.sin(seconds * 7 + i),
        );
      return;
    case 'burst': {
      const u = cycle(0);
      return stamp(0, 0, 0.3 + Math.min(1, u * 5) * 0.9, 1.15 - u);
    }
    case 'toss': {
      const u = cycle(0);
      return stamp(0, -(Math.sin(u * Math.PI * 2) ** 2) * h * 0.12, 1, 1, Math.sin(u * Math.PI * 2) * 0.3);
    }
  }
}

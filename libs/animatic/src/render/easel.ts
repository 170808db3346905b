import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { setCard } from '../title.card.js';
import type { Ink } from '../scenery/place.js';
import type { Commission } from './commission.js';
import { setScene } from './scene.js';

/** A scene that is set up, on a canvas of its own. */
export interface Easel {
  canvas: Canvas;
  paint(ink: Ink, seconds: number): void;
}

/** A take most often follows its still within seconds, and setting a scene up costs as much as twenty frames. */
const KEPT_MS = 20_000;
/** A scene holds some 30 MB of painted sheets. */
const MOST_KEPT = 2;
const kept = new Map<string, { easel: Easel; forget: NodeJS.Timeout }>();

/** Sets a commission up, or takes the one that was kept of it. */
export function setUp({ kind, shot, look, illustrations, key }: Commission): Easel {
  const known = kept.get(key);
  if (known) {
    clearTimeout(known.forget);
    kept.delete(key);
    return known.easel;
  }
  const scene = kind === 'card' ? setCard(shot, look) : setScene(shot, look, illustrations);
  return { canvas: createCanvas(look.width, look.height), paint: (ink, seconds) => scene.paint(ink, seconds) };
}

/** Keeps an easel for a while, where there is room. */
export function keep({ key }: Commission, easel: Easel): void {
  if (kept.size >= MOST_KEPT || kept.has(key)) return;
  kept.set(key, { easel, forget: setTimeout(() => kept.delete(key), KEPT_MS).unref() });
}

import type { CameraRig } from '../camera/camera.rig.js';
import { apart } from '../camera/camera.travel.js';
import type { Look } from '../look.js';
import type { Ink, Place } from '../scenery/place.js';
import { livePainters, stillPainters, type Stroke } from '../scenery/recipe.book.js';
import { bake, type Layer } from './layer.js';

/** Strokes that lie so close behind each other are painted on one sheet: nobody sees them shift by a pixel, and a sheet costs time in every frame. */
const ONE_SHEET = 0.05;
/** Nor does anybody see far rows shift against each other by so many stage units over a whole shot. */
const UNSEEN_SHIFT = 24;
/** Deeper than this nothing touches what stands on the stage. */
const FAR = 0.5;

/** What paints the sheets of a shot. */
export interface SheetMaker {
  place: Place;
  rig: CameraRig;
  look: Look;
  /** Without parallax and without an approach all sheets move as one. */
  together: boolean;
  /** Painters whose work this shot does not want. */
  skip: ReadonlySet<string>;
}

/** What moves so slowly that every second frame shows it as well. */
const isCalm = ({ paint }: Stroke, { setting }: Place) =>
  paint === 'twinkles' || paint === 'rays' || (paint === 'clouds' && setting.weather !== 'wind' && setting.weather !== 'storm');

/** Recipes place depth in strokes; neighbours that the camera moves alike are painted on one sheet. */
export function sheets(strokes: readonly Stroke[], { place, rig, look, together, skip }: SheetMaker): Layer[] {
  const layers: Layer[] = [];
  let pending: { depths: number[]; paints: ((ink: Ink) => void)[]; soft: boolean } | undefined;
  const flush = () => {
    if (!pending) return;
    const { depths, paints, soft } = pending;
    const layer = bake(
      rig,
      depths[0] === 0 ? 0 : (depths[0]! + depths.at(-1)!) / 2,
      look.height / 1000,
      (ink) => paints.forEach((paint) => paint(ink)),
      soft && look.quality !== 'draft' ? 5 : 0,
    );
    if (layer) layers.push(layer);
    pending = undefined;
  };
  const alike = (depth: number, other: number) =>
    together ||
    Math.abs(depth - other) <= ONE_SHEET ||
    (Math.min(depth, other) > 0 && Math.max(depth, other) < FAR && apart(rig, depth, other) / place.scale <= UNSEEN_SHIFT);
  for (const stroke of strokes) {
    if (skip.has(stroke.paint)) continue;
    const still = stillPainters[stroke.paint];
    if (still) {
      const soft = stroke.depth >= 1.3;
      if (pending && (pending.soft !== soft || !alike(pending.depths[0]!, stroke.depth))) flush();
      pending ??= { depths: [], paints: [], soft };
      pending.depths.push(stroke.depth);
      pending.paints.push((ink) => {
        ink.save();
        still(ink, place, stroke);
        ink.restore();
      });
      continue;
    }
    const live = livePainters[stroke.paint]?.(place, stroke);
    if (!live) continue;
    flush();
    layers.push({ depth: stroke.depth, calm: isCalm(stroke, place), paint: live });
  }
  flush();
  return layers;
}

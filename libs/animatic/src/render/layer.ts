import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { CameraRig } from '../camera/camera.rig.js';
import { isLevel } from '../camera/camera.travel.js';
import type { CameraState } from '../camera/moves.js';
import type { Ink } from '../scenery/place.js';
import { settled } from '../settled.js';

/** One sheet of the picture at a depth. */
export interface Layer {
  depth: number;
  /** Whether it moves too slowly for an eye to miss every second frame of it. */
  calm?: boolean;
  paint(ink: Ink, seconds: number): void;
}

/** Sets the ink so that stage units of a depth fall on the right pixels; false where the camera has passed the depth. */
export function aim(ink: Ink, rig: CameraRig, state: CameraState, depth: number): boolean {
  const m = rig.matrix(state, depth);
  if (!m) return false;
  ink.setTransform(m[0], m[1], m[2], m[3], m[4], m[5]);
  return true;
}

/** Paints layers, the farthest first, as the camera sees them at an instant. */
export function paintLayers(layers: readonly Layer[], ink: Ink, rig: CameraRig, seconds: number): void {
  const state = rig.at(seconds);
  for (const layer of layers) if (aim(ink, rig, state, layer.depth)) layer.paint(ink, seconds);
}

/** The rows with anything on them, and the first row from which all below is opaque. Empty and hidden rows are not worth moving. */
function inkedRows(canvas: Canvas): { top: number; bottom: number; solid: number } | undefined {
  const { width, height } = canvas;
  const bytes = canvas.data();
  const stride = width * 4;
  const nothing = Buffer.alloc(stride);
  const empty = (y: number) => bytes.compare(nothing, 0, stride, y * stride, (y + 1) * stride) === 0;
  const opaque = (y: number) => {
    for (let i = y * stride + 3, end = i + stride; i < end; i += 4) if (bytes[i] !== 255) return false;
    return true;
  };
  let [top, bottom] = [0, height - 1];
  while (top <= bottom && empty(top)) top += 1;
  while (bottom > top && empty(bottom)) bottom -= 1;
  if (top > bottom) return undefined;
  let solid = bottom + 1;
  while (solid > top && opaque(solid - 1)) solid -= 1;
  return { top, bottom: bottom + 1, solid };
}

function cut(canvas: Canvas, top: number, bottom: number, filter = 'none'): Canvas {
  const picture = createCanvas(canvas.width, bottom - top);
  const brush = picture.getContext('2d');
  brush.filter = filter;
  brush.drawImage(canvas, 0, -top);
  return picture;
}

function enlarged(canvas: Canvas, by: number): Canvas {
  const picture = createCanvas(canvas.width * by, canvas.height * by);
  picture.getContext('2d').drawImage(canvas, 0, 0, picture.width, picture.height);
  return picture;
}

const MAX_PIXELS = 9_000_000;
/** What is out of focus needs no finer sheet than one that is so many times smaller. */
const SOFT = 2;

/** A layer that was painted once. */
export interface StillLayer extends Layer {
  /** Stage y from which down to the edge of all that is seen it hides everything behind; undefined where it does not. */
  solidFrom: number | undefined;
  /** Leaves out what lies below a stage y, because nearer layers hide it. */
  cropBelow(y: number): void;
}

/**
 * Paints what the camera will see of still sheets of one depth once, and then only moves the picture. Undefined where the
 * camera sees nothing of them. `softness` blurs (a lens near the foreground), in stage units.
 */
export function bake(
  rig: CameraRig,
  depth: number,
  pixelsPerUnit: number,
  paint: (ink: Ink) => void,
  softness = 0,
): StillLayer | undefined {
  const reach = rig.reach(depth);
  if (!reach) return undefined;
  const [w, h] = [reach.right - reach.left + 8, reach.bottom - reach.top + 8];
  let scale = reach.magnification * pixelsPerUnit;
  if (softness > 0) scale /= SOFT;
  scale *= Math.min(1, Math.sqrt(MAX_PIXELS / (w * h * scale * scale)));
  // On whole pixels of the frame where the camera stands still, so that the picture is copied and not resampled.
  const [left, top] = rig.onPixel(depth, reach.left - 4, reach.top - 4);
  const whole = createCanvas(Math.max(1, Math.ceil(w * scale)), Math.max(1, Math.ceil(h * scale)));
  const ink = whole.getContext('2d');
  ink.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  paint(ink);
  const rows = inkedRows(whole);
  if (!rows) return undefined;
  // Settled after it was looked through: looking into shared pixels copies them.
  let picture = cut(settled(whole), rows.top, rows.bottom, softness > 0 ? `blur(${Math.max(1, softness * scale)}px)` : 'none');
  // Painted small and shown large: enlarged once, where from then on its pixels are only moved.
  const enlarge = softness > 0 && isLevel(rig, depth);
  if (enlarge) picture = enlarged(picture, SOFT);
  const shown = enlarge ? scale * SOFT : scale;
  let sheet: Canvas | undefined;
  const { height } = whole;
  const y = top + rows.top / scale;
  const reachesDown = softness === 0 && rows.bottom === height && rows.solid < rows.bottom;
  return {
    depth,
    solidFrom: reachesDown ? top + (rows.solid + 1) / scale : undefined,
    cropBelow: (line) => {
      const bottom = Math.ceil((line - top) * scale);
      if (softness > 0 || bottom >= rows.bottom) return;
      picture = cut(picture, 0, Math.max(1, bottom - rows.top));
    },
    paint: (frame) => {
      // With the first frame: by then nobody crops it any more.
      sheet ??= settled(picture);
      const m = frame.getTransform();
      if (m.b === 0 && Math.abs(m.a / shown - 1) < 1e-4) {
        // Pixel for pixel, where only the place changes: a fifth of the cost of resampling.
        frame.setTransform(1, 0, 0, 1, 0, 0);
        frame.drawImage(sheet, Math.round(m.a * left + m.e), Math.round(m.d * y + m.f));
        frame.setTransform(m);
      } else frame.drawImage(sheet, left, y, sheet.width / shown, sheet.height / shown);
    },
  };
}

export const isStill = (layer: Layer): layer is StillLayer => 'cropBelow' in layer;

/**
 * Takes from every layer what nearer ground hides through the whole shot: on a hill country that is most of the pixels.
 * `layers` are in the order in which they are painted.
 */
export function cropHidden(layers: readonly Layer[], rig: CameraRig): void {
  const nearer: StillLayer[] = [];
  for (const layer of [...layers].reverse()) {
    if (!isStill(layer)) continue;
    const line = Math.min(...nearer.map((ground) => rig.hiddenBelow(layer.depth, ground.depth, ground.solidFrom ?? Infinity)));
    if (line < Infinity) layer.cropBelow(line + 3);
    if (layer.solidFrom !== undefined) nearer.push(layer);
  }
}

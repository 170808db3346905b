import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { CameraRig } from '../camera/camera.rig.js';
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
  const pixels = new Uint32Array(bytes.buffer, bytes.byteOffset, width * height);
  const row = (y: number, test: (pixel: number) => boolean) => {
    for (let i = y * width, end = i + width; i < end; i += 1) if (!test(pixels[i] ?? 0)) return false;
    return true;
  };
  const empty = (y: number) => row(y, (pixel) => pixel === 0);
  let [top, bottom] = [0, height - 1];
  while (top <= bottom && empty(top)) top += 1;
  while (bottom > top && empty(bottom)) bottom -= 1;
  if (top > bottom) return undefined;
  let solid = bottom + 1;
  while (solid > top && row(solid - 1, (pixel) => pixel >>> 24 === 255)) solid -= 1;
  return { top, bottom: bottom + 1, solid };
}

function cut(canvas: Canvas, top: number, bottom: number, filter = 'none'): Canvas {
  const picture = createCanvas(canvas.width, bottom - top);
  const brush = picture.getContext('2d');
  brush.filter = filter;
  brush.drawImage(canvas, 0, -top);
  return picture;
}

const MAX_PIXELS = 9_000_000;

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
  if (softness > 0) scale *= 0.5;
  scale *= Math.min(1, Math.sqrt(MAX_PIXELS / (w * h * scale * scale)));
  // On whole pixels of the frame where the camera stands still, so that the picture is copied and not resampled.
  const [left, top] = rig.onPixel(depth, reach.left - 4, reach.top - 4);
  const whole = createCanvas(Math.max(1, Math.ceil(w * scale)), Math.max(1, Math.ceil(h * scale)));
  const ink = whole.getContext('2d');
  ink.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  paint(ink);
  const rows = inkedRows(settled(whole));
  if (!rows) return undefined;
  let picture = cut(whole, rows.top, rows.bottom, softness > 0 ? `blur(${Math.max(1, softness * scale)}px)` : 'none');
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
      if (m.b === 0 && Math.abs(m.a / scale - 1) < 1e-4) {
        // Pixel for pixel, where only the place changes: a fifth of the cost of resampling.
        frame.setTransform(1, 0, 0, 1, 0, 0);
        frame.drawImage(sheet, Math.round(m.a * left + m.e), Math.round(m.d * y + m.f));
        frame.setTransform(m);
      } else frame.drawImage(sheet, left, y, sheet.width / scale, sheet.height / scale);
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

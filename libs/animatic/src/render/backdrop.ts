import { createCanvas } from '@napi-rs/canvas';
import type { CameraRig } from '../camera/camera.rig.js';
import { drift } from '../camera/camera.travel.js';
import type { Look } from '../look.js';
import type { Ink } from '../scenery/place.js';
import { isStill, type Layer, paintLayers } from './layer.js';

/** As in drawn film: what is far is drawn on every second frame. */
const ON_TWOS = 2;
/** The most pixels that something may move from one frame to the next and still be drawn on twos: it is never shown farther off its place than half of that. */
const UNSEEN_STEP = 0.8;

/** The layers farthest away, which hardly move: how many of `layers`, counted from the first. */
export function stillestOf(layers: readonly Layer[], rig: CameraRig, { framesPerSecond }: Look): number {
  const moves = layers.findIndex((layer) => !(isStill(layer) || layer.calm) || drift(rig, layer.depth, 1 / framesPerSecond) > UNSEEN_STEP);
  return moves < 0 ? layers.length : moves;
}

/**
 * Paints layers on a canvas of their own, for two frames at once, and copies it into each. Which two go together depends on the
 * time alone: frames may be asked for in any order.
 */
export function onTwos(layers: readonly Layer[], colour: string, rig: CameraRig, look: Look): (ink: Ink, seconds: number) => void {
  const ground = (ink: Ink) => {
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.fillStyle = colour;
    ink.fillRect(0, 0, look.width, look.height);
  };
  if (layers.length === 0) return ground;
  const canvas = createCanvas(look.width, look.height);
  const brush = canvas.getContext('2d');
  let shown: number | undefined;
  return (ink, seconds) => {
    const pair = Math.floor((seconds * look.framesPerSecond) / ON_TWOS + 1e-6);
    if (pair !== shown) {
      const middle = (pair * ON_TWOS + (ON_TWOS - 1) / 2) / look.framesPerSecond;
      ground(brush);
      paintLayers(layers, brush, rig, middle);
      shown = pair;
    }
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.drawImage(canvas, 0, 0);
  };
}

import type { Camera } from '@polyreel/contracts';
import { type CameraState, MOVES } from './moves.js';

/** Where the camera stands before it moves. */
export interface Framing {
  x: number;
  y: number;
  advance: number;
  lookX: number;
  lookY: number;
  roll: number;
}

/** A 2D affine matrix in the order of canvas setTransform. */
export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

/** The camera over a shot: the framing that size and angle ask for, and the movement on top. */
export class CameraRig {
  constructor(
    private readonly movement: Camera['movement'],
    private readonly framing: Framing,
    readonly durationSeconds: number,
    private readonly stageWidth: number,
    /** Pixels per stage unit. */
    private readonly scale: number,
  ) {}

  at(seconds: number): CameraState {
    const u = Math.min(1, Math.max(0, seconds / this.durationSeconds));
    const move = MOVES[this.movement](u, seconds, this.stageWidth);
    const closeness = 1 - this.framing.advance;
    return {
      // The nearer the camera stands, the smaller the way it goes for the same feeling.
      x: this.framing.x + (move.x ?? 0) * closeness,
      y: this.framing.y + (move.y ?? 0) * closeness,
      advance: this.framing.advance + (move.advance ?? 0) * closeness,
      zoom: move.zoom ?? 1,
      lookX: this.framing.lookX + (move.lookX ?? 0),
      lookY: this.framing.lookY + (move.lookY ?? 0),
      roll: this.framing.roll + (move.roll ?? 0),
    };
  }

  /** Magnification of a layer; undefined once the camera has passed it. */
  magnification(state: CameraState, depth: number): number | undefined {
    const rest = 1 - state.advance * depth;
    return rest < 0.12 ? undefined : state.zoom / rest;
  }

  /** From stage units of a layer to pixels of the frame. Depth 0 is infinitely far, 1 the main plane, above 1 nearer. */
  matrix(state: CameraState, depth: number): Matrix | undefined {
    const s = this.magnification(state, depth);
    if (s === undefined) return undefined;
    const [cx, cy] = [this.stageWidth / 2, 500];
    const ox = (-cx - depth * state.x) * s - state.lookX * state.zoom;
    const oy = (-cy - depth * state.y) * s - state.lookY * state.zoom;
    const [cos, sin] = [Math.cos(state.roll), Math.sin(state.roll)];
    const k = this.scale;
    return [k * cos * s, k * sin * s, -k * sin * s, k * cos * s, k * (cos * ox - sin * oy + cx), k * (sin * ox + cos * oy + cy)];
  }

  /** Where it is over the shot, closely enough to tell how far it goes. */
  steps(): CameraState[] {
    const steps = this.movement === 'static' ? 0 : this.movement === 'handheld' ? 60 : 16;
    return Array.from({ length: steps + 1 }, (_, step) => this.at(steps === 0 ? 0 : (step / steps) * this.durationSeconds));
  }

  /** The corners of the frame in pixels. */
  corners(): [x: number, y: number][] {
    const [right, bottom] = [this.stageWidth * this.scale, 1000 * this.scale];
    return [
      [0, 0],
      [right, 0],
      [0, bottom],
      [right, bottom],
    ];
  }

  /** A stage point of a layer moved up and left to the next whole pixel of the first frame. */
  onPixel(depth: number, x: number, y: number): [x: number, y: number] {
    const m = this.matrix(this.at(0), depth);
    if (!m || m[1] !== 0) return [x, y];
    return [(Math.floor(m[0] * x + m[4]) - m[4]) / m[0], (Math.floor(m[3] * y + m[5]) - m[5]) / m[3]];
  }

  /** The stage y of a layer below which a nearer layer that is solid from `solidFrom` down hides it over the whole shot. */
  hiddenBelow(depth: number, nearerDepth: number, solidFrom: number): number {
    let line = -Infinity;
    for (const state of this.steps()) {
      const [far, near] = [this.matrix(state, depth), this.matrix(state, nearerDepth)];
      // A layer that the camera has passed hides nothing.
      if (!near) return Infinity;
      if (!far) continue;
      // All layers roll alike, so that a level line of one is level in another.
      const x = near[2] * solidFrom + near[4] - far[4];
      const y = near[3] * solidFrom + near[5] - far[5];
      line = Math.max(line, (far[0] * y - far[1] * x) / (far[0] * far[3] - far[1] * far[2]));
    }
    return line === -Infinity ? Infinity : line;
  }

  /** What the camera sees of a layer over the whole shot: the region in stage units and the greatest magnification. */
  reach(depth: number): { left: number; top: number; right: number; bottom: number; magnification: number } | undefined {
    const reach = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity, magnification: 0 };
    for (const state of this.steps()) {
      const m = this.matrix(state, depth);
      if (!m) continue;
      const determinant = m[0] * m[3] - m[1] * m[2];
      for (const [px, py] of this.corners()) {
        const [dx, dy] = [px - m[4], py - m[5]];
        const x = (m[3] * dx - m[2] * dy) / determinant;
        const y = (m[0] * dy - m[1] * dx) / determinant;
        reach.left = Math.min(reach.left, x);
        reach.right = Math.max(reach.right, x);
        reach.top = Math.min(reach.top, y);
        reach.bottom = Math.max(reach.bottom, y);
      }
      reach.magnification = Math.max(reach.magnification, Math.sqrt(determinant) / this.scale);
    }
    return reach.magnification === 0 ? undefined : reach;
  }
}

import type { Camera } from '@polyreel/contracts';

/** Where the camera is at one instant, in stage units (the frame is 1000 high). */
export interface CameraState {
  /** Sideways and vertical place: near things shift more than far ones. */
  x: number;
  y: number;
  /** How far it has come towards the main plane, 0 to below 1: near things grow more. */
  advance: number;
  /** Focal length: everything grows alike. */
  zoom: number;
  /** Turning: everything shifts alike. */
  lookX: number;
  lookY: number;
  /** Radians. */
  roll: number;
}

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

const easeInOut = (u: number) => u * u * u * (u * (u * 6 - 15) + 10);
/** A camera on film starts and ends softly but is always felt: half eased, half even. */
const ease = (u: number) => easeInOut(u) * 0.55 + u * 0.45;

type Move = (u: number, t: number, stageWidth: number) => Partial<CameraState>;

const between = (from: number, to: number, u: number) => from + (to - from) * ease(u);

/** What each movement adds to the framing: translations have parallax, turns and zooms have none. */
const MOVES: Record<Camera['movement'], Move> = {
  static: () => ({}),
  pan_left: (u, _t, w) => ({ lookX: between(0.09, -0.09, u) * w }),
  pan_right: (u, _t, w) => ({ lookX: between(-0.09, 0.09, u) * w }),
  tilt_up: (u) => ({ lookY: between(110, -60, u) }),
  tilt_down: (u) => ({ lookY: between(-110, 40, u) }),
  dolly_in: (u) => ({ advance: between(-0.12, 0.16, u) }),
  dolly_out: (u) => ({ advance: between(0.16, -0.14, u) }),
  zoom_in: (u) => ({ zoom: between(1, 1.32, u) }),
  zoom_out: (u) => ({ zoom: between(1.32, 1, u) }),
  truck_left: (u, _t, w) => ({ x: between(0.1, -0.1, u) * w }),
  truck_right: (u, _t, w) => ({ x: between(-0.1, 0.1, u) * w }),
  crane_up: (u) => ({ y: between(60, -150, u), lookY: between(-40, 100, u) }),
  crane_down: (u) => ({ y: between(-150, 30, u), lookY: between(100, -20, u) }),
  orbit: (u, _t, w) => ({ x: between(-0.16, 0.16, u) * w, lookX: between(0.14, -0.14, u) * w, advance: 0.05 * Math.sin(u * Math.PI) }),
  handheld: (_u, t) => ({
    x: 9 * Math.sin(t * 1.7) + 5 * Math.sin(t * 4.1 + 1),
    y: 7 * Math.sin(t * 2.3 + 2) + 4 * Math.sin(t * 5.3),
    lookX: 6 * Math.sin(t * 3.1 + 0.5),
    lookY: 6 * Math.sin(t * 2.7 + 1.4),
  }),
};

/** Movements that change every layer alike, so that layers may be painted together. */
export const isUniform = (movement: Camera['movement']) =>
  ['static', 'zoom_in', 'zoom_out', 'pan_left', 'pan_right', 'tilt_up', 'tilt_down'].includes(movement);

/** The camera over a shot: the framing that size and angle ask for, and the movement on top. */
export class CameraRig {
  constructor(
    private readonly movement: Camera['movement'],
    private readonly framing: Framing,
    private readonly durationSeconds: number,
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

  private steps(): CameraState[] {
    const steps = this.movement === 'static' ? 0 : this.movement === 'handheld' ? 60 : 16;
    return Array.from({ length: steps + 1 }, (_, step) => this.at(steps === 0 ? 0 : (step / steps) * this.durationSeconds));
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
      for (const [px, py] of [
        [0, 0],
        [this.stageWidth * this.scale, 0],
        [0, 1000 * this.scale],
        [this.stageWidth * this.scale, 1000 * this.scale],
      ] as const) {
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

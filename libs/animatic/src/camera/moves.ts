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

const easeInOut = (u: number) => u * u * u * (u * (u * 6 - 15) + 10);
/** A camera on film starts and ends softly but is always felt: half eased, half even. */
const ease = (u: number) => easeInOut(u) * 0.55 + u * 0.45;

type Move = (u: number, t: number, stageWidth: number) => Partial<CameraState>;

const between = (from: number, to: number, u: number) => from + (to - from) * ease(u);

/** What each movement adds to the framing: translations have parallax, turns and zooms have none. */
export const MOVES: Record<Camera['movement'], Move> = {
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

import type { CameraRig } from './camera.rig.js';
import type { CameraState } from './moves.js';

/** How far the pixels in the corners of the frame are carried between two instants, as what lies at a depth. */
function carried(rig: CameraRig, depth: number, from: CameraState, to: CameraState): [x: number, y: number][] {
  const [m, n] = [rig.matrix(from, depth), rig.matrix(to, depth)];
  if (!m || !n) return [];
  const determinant = m[0] * m[3] - m[1] * m[2];
  return rig.corners().map(([px, py]) => {
    const [dx, dy] = [px - m[4], py - m[5]];
    const [x, y] = [(m[3] * dx - m[2] * dy) / determinant, (m[0] * dy - m[1] * dx) / determinant];
    return [n[0] * x + n[2] * y + n[4] - px, n[1] * x + n[3] * y + n[5] - py];
  });
}

/** The most pixels that anything at a depth moves in so many seconds of the shot. */
export function drift(rig: CameraRig, depth: number, seconds: number): number {
  const steps = Array.from({ length: 60 }, (_, step) => (step / 60) * rig.durationSeconds);
  return Math.max(...steps.flatMap((from) => carried(rig, depth, rig.at(from), rig.at(from + seconds)).map(([x, y]) => Math.hypot(x, y))));
}

/** The most pixels that two depths move against each other over the whole shot. */
export function apart(rig: CameraRig, depth: number, other: number): number {
  return Math.max(
    ...rig.steps().flatMap((state) => {
      const theirs = carried(rig, other, rig.at(0), state);
      return carried(rig, depth, rig.at(0), state).map(([x, y], i) =>
        Math.hypot(x - (theirs[i]?.[0] ?? Infinity), y - (theirs[i]?.[1] ?? 0)),
      );
    }),
    0,
  );
}

/** Whether what lies at a depth is always seen level and in one size, so that a picture of it is only ever moved. */
export function isLevel(rig: CameraRig, depth: number): boolean {
  const seen = rig.steps().map((state) => rig.matrix(state, depth));
  return seen.every((m) => m !== undefined && m[1] === 0 && Math.abs(m[0] / seen[0]![0] - 1) < 1e-4);
}

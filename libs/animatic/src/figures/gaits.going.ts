import type { Action } from '@polyreel/contracts';
import type { Gait } from './pose.js';
import { hop } from './rhythm.js';

const { sin, abs, max, min, PI } = Math;
const TAU = 2 * PI;

const run: Gait = {
  travel: 0.42,
  pose: (t, _u, p) => ({
    y: -0.085 * hop(t + p, 2.5),
    turn: 0.06 + 0.06 * sin(t * PI * 2.5 + p),
    stretchX: 1 + 0.04 * sin(t * PI * 5 + p),
    stretchY: 1 - 0.04 * sin(t * PI * 5 + p),
    stride: t * PI * 2.6 + p,
    swing: 1.15,
    lift: 0.05,
    arms: -0.5,
  }),
};

/** How figures get from place to place: on legs, wings, fins and wheels, up and down. Only what a cut-out figure can show is told here. */
export const GOING = {
  walk: {
    travel: 0.2,
    pose: (t, _u, p) => ({
      y: -0.025 * hop(t + p, 1.7),
      turn: 0.03 * sin(t * PI * 1.7 + p),
      stride: t * PI * 1.7 + p,
      swing: 0.75,
      lift: 0.02,
      arms: -0.8,
    }),
  },
  run,
  chase: run,
  jump: {
    travel: 0.12,
    pose: (t, _u, p) => {
      const height = hop(t + p * 0.15, 0.95);
      const squash = max(0, 0.25 - height) * 0.5;
      return {
        y: -0.62 * height,
        stretchY: 1 - squash + 0.05 * height,
        stretchX: 1 + squash,
        lift: 0.62 * height,
        arms: -0.6 + 1.5 * height,
        swing: 0.5 * height,
        stride: 1.2,
      };
    },
  },
  climb: {
    travel: 0,
    pose: (t, u, p) => ({
      y: 0.25 - 0.75 * u - 0.03 * hop(t + p, 1.4),
      turn: 0.08 * sin(t * PI * 1.4 + p),
      lift: 0.5,
      arms: 0.5 + 0.45 * sin(t * PI * 1.4),
      stride: t * PI * 1.4,
      swing: 0.5,
    }),
  },
  fly: {
    travel: 0.3,
    pose: (t, _u, p) => ({
      y: 0.11 * sin(t * 1.9 + p),
      turn: 0.09 * sin(t * 1.9 + p + 1.2),
      stretchY: 1 + 0.055 * sin(t * TAU * 1.5 + p),
      stretchX: 1 - 0.025 * sin(t * TAU * 1.5 + p),
      lift: 1,
      arms: 0.25 + 0.3 * sin(t * TAU * 1.5),
      stride: 1,
      swing: 0.25,
    }),
  },
  float: {
    travel: 0.05,
    pose: (t, _u, p) => ({
      y: 0.06 * sin(t * 1.3 + p),
      turn: 0.05 * sin(t * 0.9 + p),
      lift: 1,
      arms: 0.1 + 0.15 * sin(t * 1.1),
      swing: 0.2,
      stride: sin(t),
    }),
  },
  fall: {
    travel: 0.02,
    pose: (t, u, p) => ({ y: -0.9 + 1.5 * u * u, turn: 0.7 * sin(t * 1.7 + p), lift: 1 - u, arms: 0.8, swing: 0.6, stride: t * 6 }),
  },
  dive: { travel: 0.18, pose: (t, u, p) => ({ y: -0.5 + 1.1 * u, turn: 0.55 + 0.06 * sin(t * 3 + p), lift: 1, arms: 1 }) },
  swim: {
    travel: 0.24,
    pose: (t, _u, p) => ({
      y: 0.07 * sin(t * 1.7 + p),
      turn: 0.1 * sin(t * 2.6 + p),
      stretchX: 1 + 0.045 * sin(t * 5.2 + p),
      stretchY: 1 - 0.03 * sin(t * 5.2 + p),
      lift: 1,
      arms: 0.3 * sin(t * 4),
      stride: t * 5,
      swing: 0.4,
    }),
  },
  sail: { travel: 0.16, pose: (t, _u, p) => ({ y: 0.025 * sin(t * 1.6 + p), turn: 0.045 * sin(t * 1.2 + p), seated: 0.6 }) },
  drive: { travel: 0.4, pose: (t, _u, p) => ({ y: -0.008 * abs(sin(t * 11 + p)), turn: 0.008 * sin(t * 7 + p), seated: 1 }) },
  ride: {
    travel: 0.32,
    pose: (t, _u, p) => ({
      y: -0.05 * hop(t + p, 1.9),
      turn: 0.05 * sin(t * PI * 1.9 + p),
      seated: 0.8,
      stride: t * 6,
      swing: 0.5,
      arms: -0.2,
    }),
  },
  roll: { travel: 0.34, pose: (t, u) => ({ turn: u * TAU * max(1, t / max(u, 0.01) / 1.6) }) },
  blow: { travel: 0.12, pose: (t, _u, p) => ({ turn: 0.12 * sin(t * 2.4 + p), stretchX: 1 + 0.03 * sin(t * 3 + p) }) },
  rise: { travel: 0, pose: (t, u, p) => ({ y: 0.75 - 1.05 * u, turn: 0.02 * sin(t + p), lift: u }) },
  set: { travel: 0, pose: (_t, u) => ({ y: -0.3 + 1.1 * u, lift: 1 - u }) },
} satisfies Partial<Record<Action, Gait>>;

/** Comes down upright and stands: how craft fall that are told to land. `nose` turns one that is drawn aslant upright. */
export const landing = (nose: number): Gait => ({
  travel: 0,
  pose: (t, u, p) => ({ y: -1.15 * (1 - min(1, u * 1.15)) ** 2, turn: nose + 0.02 * sin(t * 3 + p) * (1 - u), lift: 1 - min(1, u * 1.15) }),
});

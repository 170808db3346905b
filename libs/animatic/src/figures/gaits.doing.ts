import type { Action } from '@polyreel/contracts';
import type { Gait } from './pose.js';
import { breathe, hop } from './rhythm.js';

const { sin, abs, max, min, PI } = Math;

const work: Gait = {
  travel: 0,
  pose: (t, _u, p) => ({ turn: 0.05 * sin(t * 5 + p), y: -0.012 * hop(t + p, 1.6), arms: -0.1 + 0.55 * sin(t * 5 + p) }),
};

/** How figures do what is done in one place. Only what a cut-out figure can show is told here. */
export const DOING = {
  work,
  sit: { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p, 0.016), seated: 1, arms: -0.7 }) },
  stand: {
    travel: 0,
    pose: (t, _u, p) => ({ ...breathe(t, p), arms: -0.8 + 0.06 * sin(t * 2 + p), turn: 0.006 * sin(t * 1.3 + p) }),
  },
  look: { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p), turn: 0.06 * sin(t * 1.1 + p), arms: -0.8 }) },
  hide: { travel: 0, pose: (t, _u, p) => ({ y: 0.1 + 0.08 * sin(t * 1.4 + p), arms: -0.9 }) },
  dance: {
    travel: 0,
    pose: (t, _u, p) => ({
      x: 0.09 * sin(t * PI * 1.1 + p),
      y: -0.09 * hop(t + p, 2.2),
      turn: 0.16 * sin(t * PI * 2.2 + p),
      stretchX: 1 + 0.05 * sin(t * PI * 4.4 + p),
      stretchY: 1 - 0.05 * sin(t * PI * 4.4 + p),
      lift: 0.05,
      stride: t * PI * 2.2,
      swing: 0.5,
      arms: 0.35 + 0.6 * sin(t * PI * 2.2 + p),
    }),
  },
  lie: { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p, 0.02), turn: PI / 2.15, y: -0.08, arms: -0.7 }) },
  sleep: {
    travel: 0,
    pose: (t, _u, p) => ({
      stretchY: 0.93 + 0.025 * sin(t * 1.5 + p),
      stretchX: 1.03 - 0.012 * sin(t * 1.5 + p),
      turn: 0.05,
      seated: 1,
      arms: -1,
    }),
  },
  eat: {
    travel: 0,
    pose: (t, _u, p) => ({
      turn: 0.09 * max(0, sin(t * 4 + p)),
      stretchY: 1 - 0.02 * max(0, sin(t * 8 + p)),
      arms: -0.2 + 0.5 * sin(t * 4 + p),
    }),
  },
  drink: { travel: 0, pose: (t, _u, p) => ({ turn: 0.08 + 0.06 * sin(t * 2 + p), arms: 0.2 + 0.3 * sin(t * 2 + p) }) },
  sing: {
    travel: 0,
    pose: (t, _u, p) => ({ turn: 0.07 * sin(t * 3 + p), stretchY: 1 + 0.03 * sin(t * 6 + p), arms: 0.15 + 0.35 * sin(t * 3 + p) }),
  },
  play: {
    travel: 0.04,
    pose: (t, _u, p) => ({
      x: 0.05 * sin(t * 2 + p),
      y: -0.07 * hop(t + p, 1.6),
      turn: 0.08 * sin(t * 3.2 + p),
      lift: 0.06,
      stride: t * 5,
      swing: 0.5,
      arms: 0.3 * sin(t * 5 + p),
    }),
  },
  fight: {
    travel: 0,
    pose: (t, _u, p) => ({
      x: 0.16 * max(0, sin(t * 5.2 + p)) ** 3,
      turn: 0.15 * sin(t * 5.2 + p),
      y: -0.02 * hop(t, 2.4),
      arms: 0.3 + 0.6 * sin(t * 5.2 + p),
      swing: 0.5,
      stride: 0.9,
    }),
  },
  spin: { travel: 0, pose: (t, _u, p) => ({ stretchX: Math.cos(t * 3.6 + p), y: -0.02 * hop(t, 1.2), arms: 0.5 }) },
  glow: { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p, 0.02) }) },
  burn: { travel: 0, pose: (t, _u, p) => ({ stretchY: 1 + 0.012 * sin(t * 9 + p) }) },
  grow: { travel: 0, pose: (_t, u) => ({ stretchX: 0.35 + 0.65 * min(1, u * 1.25), stretchY: 0.3 + 0.7 * min(1, u * 1.2) }) },
  wave: { travel: 0, pose: (t, _u, p) => ({ turn: 0.08 * sin(t * 4.5 + p), arms: 0.75 + 0.25 * sin(t * 9 + p) }) },
  read: { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p), turn: 0.035 * sin(t * 0.9 + p), arms: 0.05 }) },
  write: { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p), turn: 0.03 * sin(t * 3 + p), arms: 0.1 + 0.06 * sin(t * 9) }) },
  cook: work,
  paint: work,
  build: work,
  talk: {
    travel: 0,
    pose: (t, _u, p) => ({ turn: 0.05 * sin(t * 2.4 + p), stretchY: 1 + 0.014 * sin(t * 9 + p), arms: -0.4 + 0.35 * sin(t * 2.6 + p) }),
  },
  cry: {
    travel: 0,
    pose: (t, _u, p) => ({ y: 0.02 * abs(sin(t * 6 + p)), turn: 0.05, stretchY: 0.98 + 0.015 * sin(t * 8 + p), arms: -0.2 }),
  },
  laugh: {
    travel: 0,
    pose: (t, _u, p) => ({ y: -0.03 * hop(t + p, 4), turn: 0.06 * sin(t * 3 + p), stretchY: 1 + 0.03 * sin(t * 14 + p), arms: -0.1 }),
  },
  hug: { travel: 0.03, pose: (t, _u, p) => ({ ...breathe(t, p, 0.025), turn: 0.06 * sin(t * 1.4 + p), arms: 0.25 }) },
  explode: {
    travel: 0,
    pose: (t) => ({
      x: 0.02 * sin(t * 45),
      y: 0.015 * sin(t * 53),
      stretchX: 1 + 0.05 * abs(sin(t * 4.4)),
      stretchY: 1 + 0.05 * abs(sin(t * 4.4)),
    }),
  },
  swing: {
    travel: 0,
    pose: (t, _u, p) => ({
      turn: 0.35 * sin(t * 2 + p),
      x: 0.25 * sin(t * 2 + p),
      y: -0.06 * abs(sin(t * 2 + p)),
      lift: 0.3,
      arms: 0.8,
      seated: 0.7,
    }),
  },
} satisfies Partial<Record<Action, Gait>>;

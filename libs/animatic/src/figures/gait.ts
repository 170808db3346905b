import type { Action } from '@polyreel/contracts';

/** How a figure is held at one instant; lengths in its own heights, turns in radians. */
export interface Pose {
  x: number;
  y: number;
  turn: number;
  stretchX: number;
  stretchY: number;
  alpha: number;
  /** 0 to 1: how far up from its ground, for the shadow. */
  lift: number;
  /** Phase of legs and arms in radians and how wide they swing, for figures with limbs. */
  stride: number;
  swing: number;
  /** Arms: -1 down to 1 up. */
  arms: number;
  /** 0 standing to 1 seated. */
  seated: number;
}

export interface Gait {
  /** How far it travels over the shot in frame widths, in the direction it faces. */
  travel: number;
  pose(seconds: number, share: number, phase: number): Partial<Pose>;
}

const { sin, abs, PI, max, min } = Math;
const TAU = 2 * PI;
const breathe = (t: number, phase: number, depth = 0.012) => ({
  stretchY: 1 + depth * sin(t * 2.2 + phase),
  stretchX: 1 - depth * 0.6 * sin(t * 2.2 + phase),
});
const hop = (t: number, rate: number) => abs(sin(t * PI * rate));

const still: Gait = {
  travel: 0,
  pose: (t, _u, p) => ({ ...breathe(t, p), arms: -0.8 + 0.06 * sin(t * 2 + p), turn: 0.006 * sin(t * 1.3 + p) }),
};
const walk: Gait = {
  travel: 0.2,
  pose: (t, _u, p) => ({
    y: -0.025 * hop(t + p, 1.7),
    turn: 0.03 * sin(t * PI * 1.7 + p),
    stride: t * PI * 1.7 + p,
    swing: 0.75,
    lift: 0.02,
    arms: -0.8,
  }),
};
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
const fly: Gait = {
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
};
const swim: Gait = {
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
};
const float: Gait = {
  travel: 0.05,
  pose: (t, _u, p) => ({
    y: 0.06 * sin(t * 1.3 + p),
    turn: 0.05 * sin(t * 0.9 + p),
    lift: 1,
    arms: 0.1 + 0.15 * sin(t * 1.1),
    swing: 0.2,
    stride: sin(t),
  }),
};
const sail: Gait = { travel: 0.16, pose: (t, _u, p) => ({ y: 0.025 * sin(t * 1.6 + p), turn: 0.045 * sin(t * 1.2 + p), seated: 0.6 }) };
const work: Gait = {
  travel: 0,
  pose: (t, _u, p) => ({ turn: 0.05 * sin(t * 5 + p), y: -0.012 * hop(t + p, 1.6), arms: -0.1 + 0.55 * sin(t * 5 + p) }),
};
const sit: Gait = { travel: 0, pose: (t, _u, p) => ({ ...breathe(t, p, 0.016), seated: 1, arms: -0.7 }) };

/** How every action moves. Only what a cut-out figure can show is told here. */
export const GAITS: Record<Action, Gait> = {
  fly,
  walk,
  run,
  swim,
  float,
  sail,
  work,
  sit,
  stand: still,
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
  fall: {
    travel: 0.02,
    pose: (t, u, p) => ({ y: -0.9 + 1.5 * u * u, turn: 0.7 * sin(t * 1.7 + p), lift: 1 - u, arms: 0.8, swing: 0.6, stride: t * 6 }),
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
  dive: { travel: 0.18, pose: (t, u, p) => ({ y: -0.5 + 1.1 * u, turn: 0.55 + 0.06 * sin(t * 3 + p), lift: 1, arms: 1 }) },
  roll: { travel: 0.34, pose: (t, u) => ({ turn: u * TAU * max(1, t / max(u, 0.01) / 1.6) }) },
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
  rise: { travel: 0, pose: (t, u, p) => ({ y: 0.75 - 1.05 * u, turn: 0.02 * sin(t + p), lift: u }) },
  set: { travel: 0, pose: (_t, u) => ({ y: -0.3 + 1.1 * u, lift: 1 - u }) },
  blow: { travel: 0.12, pose: (t, _u, p) => ({ turn: 0.12 * sin(t * 2.4 + p), stretchX: 1 + 0.03 * sin(t * 3 + p) }) },
  explode: {
    travel: 0,
    pose: (t) => ({
      x: 0.02 * sin(t * 45),
      y: 0.015 * sin(t * 53),
      stretchX: 1 + 0.05 * abs(sin(t * 4.4)),
      stretchY: 1 + 0.05 * abs(sin(t * 4.4)),
    }),
  },
  chase: run,
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
};

/** Comes down upright and stands: how craft fall that are told to land. `nose` turns one that is drawn aslant upright. */
export const landing = (nose: number): Gait => ({
  travel: 0,
  pose: (t, u, p) => ({ y: -1.15 * (1 - min(1, u * 1.15)) ** 2, turn: nose + 0.02 * sin(t * 3 + p) * (1 - u), lift: 1 - min(1, u * 1.15) }),
});

const REST: Pose = { x: 0, y: 0, turn: 0, stretchX: 1, stretchY: 1, alpha: 1, lift: 0, stride: 0, swing: 0, arms: -0.8, seated: 0 };

/** The whole pose of an action at an instant; `share` runs 0 to 1 over the shot. */
export const poseOf = (gait: Gait, seconds: number, share: number, phase: number): Pose => ({
  ...REST,
  ...gait.pose(seconds, share, phase),
});

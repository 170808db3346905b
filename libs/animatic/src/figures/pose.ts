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

const REST: Pose = { x: 0, y: 0, turn: 0, stretchX: 1, stretchY: 1, alpha: 1, lift: 0, stride: 0, swing: 0, arms: -0.8, seated: 0 };

/** The whole pose of an action at an instant; `share` runs 0 to 1 over the shot. */
export const poseOf = (gait: Gait, seconds: number, share: number, phase: number): Pose => ({
  ...REST,
  ...gait.pose(seconds, share, phase),
});

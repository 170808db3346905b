const { sin, abs, PI } = Math;

/** Chest and shoulders of whoever stands still. */
export const breathe = (t: number, phase: number, depth = 0.012) => ({
  stretchY: 1 + depth * sin(t * 2.2 + phase),
  stretchX: 1 - depth * 0.6 * sin(t * 2.2 + phase),
});

/** Up and down so many times a second, never below the ground: 0 to 1. */
export const hop = (t: number, rate: number) => abs(sin(t * PI * rate));

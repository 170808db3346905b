/** Chance that can be repeated: everything random in a picture comes from here. */

/** Numbers in [0, 1) from a seed (mulberry32, public domain, by Tommy Ettinger). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A 32-bit number from a text (FNV-1a), to give every named thing its own seed. */
export function seedOf(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Smooth noise along a line, -1 to 1: three octaves of cosine-interpolated chance. */
export function ridgeNoise(seed: number): (x: number) => number {
  const at = (i: number) => randomFrom(seed + i * 7919)() * 2 - 1;
  const smooth = (x: number) => {
    const i = Math.floor(x);
    const f = (1 - Math.cos((x - i) * Math.PI)) / 2;
    return at(i) * (1 - f) + at(i + 1) * f;
  };
  return (x) => (smooth(x) + smooth(x * 2.13 + 17) * 0.45 + smooth(x * 4.7 + 41) * 0.18) / 1.5;
}

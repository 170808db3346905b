import type { Commission } from './commission.js';

/** To a painter thread. Frames are painted into shared memory, so that nothing is copied between threads. */
export type Order =
  | { type: 'begin'; job: number; member: number; commission: Commission; slots: SharedArrayBuffer[] }
  | { type: 'paint'; job: number; frame: number; slot: number }
  | { type: 'still'; job: number; commission: Commission; seconds: number }
  | { type: 'end'; job: number };

/** From a painter thread. */
export type Answer =
  | { type: 'begun'; job: number; member: number }
  | { type: 'painted'; job: number; frame: number; slot: number }
  | { type: 'drawn'; job: number; jpeg: Uint8Array }
  | { type: 'failed'; job: number; reason: string };

import type { Shot } from '@polyreel/contracts';
import type { Look } from '../look.js';
import type { Illustrations } from './scene.js';

/** What is to be painted: a shot, or a card with its words for a shot that nothing could draw. */
export interface Commission {
  kind: 'shot' | 'card';
  shot: Shot;
  look: Look;
  illustrations: Illustrations;
}

/** To a painter thread. Frames are painted into shared memory, so that nothing is copied between threads. */
export type Order =
  | { type: 'begin'; job: number; commission: Commission; slots: SharedArrayBuffer[] }
  | { type: 'paint'; job: number; frame: number; slot: number }
  | { type: 'end'; job: number };

/** From a painter thread. */
export type Answer = { type: 'painted'; job: number; frame: number; slot: number } | { type: 'failed'; job: number; reason: string };

import { createHash } from 'node:crypto';
import type { Shot } from '@polyreel/contracts';
import { illustrationsFor } from '../illustrations.js';
import type { Look } from '../look.js';
import type { Illustrations } from './scene.js';

/** What is to be painted: a shot, or a card with its words for a shot that nothing could draw. */
export interface Commission {
  kind: 'shot' | 'card';
  shot: Shot;
  look: Look;
  illustrations: Illustrations;
  /** The same for the same pictures. */
  key: string;
}

export function commissionOf(kind: Commission['kind'], shot: Shot, look: Look): Commission {
  const key = createHash('sha256')
    .update(JSON.stringify([kind, shot, look]))
    .digest('hex');
  return { kind, shot, look, illustrations: kind === 'shot' ? illustrationsFor(shot) : {}, key };
}

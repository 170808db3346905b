import type { Action } from '@polyreel/contracts';
import { DOING } from './gaits.doing.js';
import { GOING } from './gaits.going.js';
import type { Gait } from './pose.js';

/** How every action moves. */
export const GAITS: Record<Action, Gait> = { ...GOING, ...DOING };

import type { Role } from './cast.js';
import { lands } from './figure.habitat.js';
import type { Habitat } from './figure.traits.js';
import { GAITS } from './gait.js';
import { landing } from './gaits.going.js';
import type { Gait } from './pose.js';

const DEFAULT_GAITS: Record<Habitat, Gait> = {
  ground: GAITS.stand,
  air: GAITS.fly,
  sky: GAITS.glow,
  water: GAITS.swim,
  afloat: GAITS.sail,
  setpiece: GAITS.glow,
};

const DOZE: Gait = {
  travel: 0,
  pose: (t, _u, p) => ({ stretchY: 0.66 + 0.02 * Math.sin(t * 1.5 + p), stretchX: 1.08, seated: 1, arms: -1 }),
};

/** How a figure moves, by what it does and where it is. */
export const gaitOf = (role: Role, habitat: Habitat): Gait => {
  if (habitat === 'setpiece' && !['burn', 'explode', 'glow', 'fall', 'grow', 'spin', 'rise'].includes(role.action ?? ''))
    return { travel: 0, pose: () => ({}) };
  if (lands(role)) return landing(role.emoji.startsWith('🚀') ? -Math.PI / 4 : 0);
  // An animal is drawn on its legs: it lies down by folding them.
  if ((role.action === 'sleep' || role.action === 'lie') && !role.traits.person && habitat === 'ground' && role.entity.kind === 'character')
    return DOZE;
  if (role.action) return GAITS[role.action];
  if (habitat === 'air' && role.traits.habitat !== 'air') return GAITS.float;
  if (habitat === 'ground' && !role.traits.person && !role.traits.puppet && role.entity.kind === 'object')
    return { travel: 0, pose: () => ({}) };
  return DEFAULT_GAITS[habitat];
};

import type { Shot } from '@polyreel/contracts';
import type { Role } from './cast.js';
import type { Habitat } from './figure.traits.js';

const WATERS = new Set(['sea', 'lake', 'river', 'harbour', 'island', 'swamp']);

const CRAFT = /^[🚀🛸✈🚁🛩]/u;
/** Craft that `fall` are told to land; they do not crash. */
export const lands = (role: Role) => role.action === 'fall' && CRAFT.test(role.emoji);

/** What a figure of this shot stands, flies, swims or floats in. */
export const habitatOf = (role: Role, shot: Shot): Habitat => {
  const { scenery } = shot.setting;
  const own = role.traits.habitat;
  const { action } = role;
  const placed = role.entity.placement !== undefined;
  if (lands(role) && scenery !== 'underwater' && scenery !== 'space' && scenery !== 'sky') return 'ground';
  if (scenery === 'underwater')
    return own === 'sky' || own === 'setpiece'
      ? own
      : ['walk', 'stand', 'sit', 'sleep', 'lie', 'hide'].includes(action ?? '') ||
          ['🐚', '🦀', '🦞', '🪸', '⚓', '💰', '🦪', '📦'].includes(role.emoji)
        ? 'ground'
        : 'air';
  if (scenery === 'space' || scenery === 'sky') return own === 'sky' ? 'sky' : 'air';
  if (own === 'sky') return 'sky';
  if (['fly', 'float', 'fall'].includes(action ?? '') && own !== 'afloat' && !(action === 'float' && WATERS.has(scenery))) return 'air';
  if (
    own === 'air' &&
    ['walk', 'run', 'sit', 'stand', 'sleep', 'eat', 'lie', 'dance', 'fight', 'hide', 'read', 'drink'].includes(action ?? '')
  )
    return 'ground';
  // On the open sea there is nothing to stand on.
  if (scenery === 'sea' && own === 'ground' && action !== 'sail' && !placed) return role.entity.kind === 'character' ? 'water' : 'afloat';
  if (own === 'water' || own === 'afloat' || action === 'swim' || action === 'sail') {
    if (WATERS.has(scenery) || scenery === 'beach') return own === 'afloat' || action === 'sail' ? 'afloat' : 'water';
    return 'ground';
  }
  return own;
};

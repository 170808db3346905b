import type { Relation } from '@polyreel/contracts';
import type { Role } from './cast.js';

/** On what or whom a role is placed. */
export interface Anchor {
  target: string;
  relation: Relation;
}

/**
 * The placements that can be staged, by entity id, as trees: a text may say that a cat sits on a box and the box on the cat. The
 * placement told first holds; one that would close a circle, points at itself or at nothing on stage is left out.
 */
export function placementTree(roles: readonly Role[]): Map<string, Anchor> {
  const onStage = new Set(roles.map((role) => role.entity.id));
  const tree = new Map<string, Anchor>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let above = tree.get(root); above; above = tree.get(root)) root = above.target;
    return root;
  };
  for (const { entity } of roles) {
    const { placement, id } = entity;
    if (!placement || tree.has(id) || !onStage.has(placement.target) || rootOf(placement.target) === id) continue;
    tree.set(id, placement);
  }
  return tree;
}

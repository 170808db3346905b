import type { Shot } from '@polyreel/contracts';
import { randomFrom, seedOf } from '../random.js';
import type { Place } from '../scenery/place.js';
import { deckLine } from '../scenery/spectacle.painter.js';
import type { Role } from './cast.js';
import type { Figure } from './figure.js';
import { fitter } from './figure.fitting.js';
import { placementTree } from './placement.tree.js';
import { face, HEAVE, keepInFrame } from './stage.blocking.js';
import { placeBy } from './stage.placement.js';
import { findGap, placeAir, placeRow, placeSetPieces, placeSky, waterLine } from './stage.rows.js';

export interface Layout {
  figures: Figure[];
  /** Whom the shot is about. */
  subject: Figure | undefined;
}

/** Sets every role on the stage. `aspectOf` gives a figure's width by its height. */
export function layOut(shot: Shot, place: Place, roles: readonly Role[], aspectOf: (role: Role) => number): Layout {
  const random = randomFrom(seedOf('layout', place.seed));
  const heave = HEAVE[shot.camera.movement] ?? 0;
  const byEntity = new Map<string, Figure[]>();
  const narrow = Math.min(1, place.width / 1250);
  const side = random() < 0.5 ? -1 : 1;

  const fit = fitter(shot, place, roles, random, aspectOf);
  const figures = roles.flatMap((role) => {
    const group = Array.from({ length: role.count }, (_, i) => fit(role, i));
    byEntity.set(role.entity.id, group);
    return group;
  });
  const placements = placementTree(roles);
  const anchored = (figure: Figure) => {
    const anchor = placements.get(figure.role.entity.id);
    const target = anchor && byEntity.get(anchor.target)?.[0];
    return target && { target, relation: anchor.relation };
  };

  const free = figures.filter((figure) => !anchored(figure));
  placeSetPieces(
    free.filter((f) => f.habitat === 'setpiece'),
    place,
    side,
  );
  placeSky(
    free.filter((f) => f.habitat === 'sky'),
    place,
    random,
    side,
  );
  placeAir(
    free.filter((f) => f.habitat === 'air'),
    place,
    random,
    side,
  );
  const grounded = free.filter((f) => f.habitat === 'ground');
  if (place.bankLine !== undefined) for (const figure of grounded) Object.assign(figure, { plane: 'near', depth: 1.1 });
  // One or two figures beside a lone building stand on its free side.
  const beside = grounded.length < 3 && free.filter((f) => f.habitat === 'setpiece').length === 1;
  const bridged = roles.length > 0 && place.bridged;
  if (bridged) for (const figure of grounded) Object.assign(figure, { plane: 'main', depth: 1 });
  placeRow(grounded, place, bridged ? deckLine(place) : (place.bankLine ?? place.mainLine), random, beside ? side * 2.1 : side, narrow);
  placeRow(
    free.filter((f) => f.habitat === 'water' || f.habitat === 'afloat'),
    place,
    waterLine(place, shot),
    random,
    side,
    narrow,
  );
  // What carries stands before what is carried, so that chains (a hat on a cat on a sofa) hold.
  const settled = new Set(free);
  const settle = (figure: Figure): void => {
    const anchor = anchored(figure);
    if (!anchor || settled.has(figure)) return;
    settle(anchor.target);
    const group = byEntity.get(figure.role.entity.id) ?? [];
    placeBy(figure, anchor.target, anchor.relation, group.indexOf(figure), group.length, place, side, heave);
    settled.add(figure);
  };
  figures.forEach(settle);
  const subject = subjectOf(figures);
  for (const figure of figures) face(figure, figures, place, anchored(figure), subject);
  // What is held is on the side where the hands are free.
  for (const figure of figures) {
    if (!figure.held || !figure.carrier) continue;
    const side = figure.held === 'hand' && figure.carrier.role.prop ? -figure.carrier.facing : figure.carrier.facing;
    figure.x = figure.carrier.x + side * figure.carrier.height * (figure.held === 'over' ? 0.17 : 0.27);
  }
  keepInFrame(figures, place, shot);
  // A light that stands where somebody looks may have come behind a tree.
  for (const figure of figures) if (figure.plane === 'sky' && anchored(figure) && !figure.carrier) findGap(figure, place);
  figures.sort((a, b) => a.order - b.order);
  return { figures, subject };
}

const subjectOf = (figures: readonly Figure[]) =>
  figures.find((f) => f.role.entity.kind === 'character') ??
  figures.find((f) => f.role.entity.kind === 'object' && f.habitat !== 'sky') ??
  figures[0];

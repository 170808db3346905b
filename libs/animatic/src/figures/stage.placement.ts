import type { Relation } from '@polyreel/contracts';
import type { Place } from '../scenery/place.js';
import type { Figure } from './figure.js';
import { isHandheld } from './figure.traits.js';
import { GAITS } from './gait.js';

/** Sets a figure where it is told to be, seen from another; `index` counts it within its group of `of`. */
export function placeBy(
  figure: Figure,
  target: Figure,
  relation: Relation,
  index: number,
  of: number,
  place: Place,
  side: number,
  heave: number,
) {
  const spread = of > 1 ? (index / (of - 1) - 0.5) * Math.max(target.width, figure.width * of * 0.8) : 0;
  const onStage = target.habitat !== 'sky';
  const far = target.plane === 'back' || target.plane === 'sky';
  const dir = index % 2 === 0 ? -side : side;
  switch (relation) {
    case 'above': {
      if (!['sky', 'air'].includes(figure.habitat)) figure.habitat = 'air';
      const roof = target.y - target.height;
      // It may overlap the roof a little, but neither hides it nor leaves the frame.
      figure.height = Math.min(figure.height, Math.max(150, (roof - heave) / 0.82));
      figure.x = target.x + spread + (of === 1 ? dir * (target.width * 0.4 + figure.width * 0.3) : 0);
      figure.y = Math.max(figure.height * 1.08 + 24 + heave, roof - 24);
      figure.order = target.order + 20 + index;
      return;
    }
    case 'on': {
      if (!onStage && target.role.traits.habitat === 'sky' && target.role.emoji !== '🌙' && target.role.emoji !== '☁️') break;
      figure.height = Math.min(figure.height, target.height * (target.habitat === 'setpiece' ? 0.4 : 0.95));
      figure.x = target.x + spread * 0.7;
      figure.y = target.y - target.height * target.role.traits.seat;
      Object.assign(figure, { depth: target.depth, plane: target.plane, order: target.order + 0.5 + index * 0.01, habitat: 'ground' });
      figure.carrier = target;
      if (['drive', 'ride', 'sail', 'fly'].includes(figure.role.action ?? '') || figure.gait.travel > 0.2) figure.gait = GAITS.sit;
      return;
    }
    case 'inside': {
      if (target.habitat === 'setpiece') return placeBy(figure, target, 'in_front_of', index, of, place, side, heave);
      // Boats are open: who is in one is seen before its sail.
      if (target.habitat === 'afloat') return placeBy(figure, target, 'on', index, of, place, side, heave);
      figure.height = Math.min(figure.height, target.height * 0.75);
      figure.x = target.x + spread * 0.4;
      figure.y = target.y - target.height * 0.3;
      Object.assign(figure, {
        depth: target.depth,
        plane: target.plane,
        order: target.order - 0.5 + index * 0.01,
        carrier: target,
        habitat: 'ground',
        gait: GAITS.sit,
      });
      return;
    }
    case 'around':
      figure.circles = target;
      figure.x = target.x;
      figure.y =
        target.habitat === 'setpiece' || target.habitat === 'sky'
          ? target.y - target.height * 0.45
          : figure.habitat === 'air'
            ? target.y - target.height * 0.5
            : target.y;
      figure.phase = (index / of) * Math.PI * 2;
      figure.order = target.order + 1;
      return;
    case 'behind':
      [figure.x, figure.y, figure.order] = [
        target.x + dir * target.width * 0.42 + spread,
        figure.habitat === 'ground' ? target.y - 26 : target.y - target.height * 0.25,
        target.order - 1,
      ];
      if (far) Object.assign(figure, { depth: target.depth, plane: target.plane });
      return;
    case 'under':
      if (!onStage || target.habitat === 'air') break;
      figure.x = target.x + spread + (target.habitat === 'setpiece' ? dir * target.width * 0.16 : 0);
      if (target.habitat !== 'setpiece') figure.height = Math.min(figure.height, Math.max(90, target.height * 0.55));
      // At the foot of a tree, and not as far before it as whoever walks past.
      figure.y = far ? target.y + (place.mainLine - target.y) * 0.35 : target.y + 8;
      figure.order = 40 + (figure.y - place.horizon) / 10;
      return;
    case 'in_front_of':
      figure.x = target.x + spread + (far ? dir * target.width * 0.12 : dir * target.width * 0.3);
      figure.y = far ? place.mainLine : target.y + 34;
      figure.order = Math.max(target.order + 2, 40 + (figure.y - place.horizon) / 10);
      return;
    case 'towards':
      if (target.x === place.width / 2 || onStage) figure.x = target.x > place.width / 2 ? place.width * 0.26 : place.width * 0.74;
      figure.x += spread * 0.5;
      if (figure.habitat === 'air' || figure.habitat === 'sky') figure.y = Math.max(figure.height + 60, target.y - target.height * 0.3);
      figure.order = 41;
      return;
    case 'beside':
    case 'with':
      if (isHandheld(figure.role.emoji) && target.role.traits.person && of === 1) return hold(figure, target);
      figure.x = target.x + dir * (target.width * 0.52 + figure.width * (0.6 + Math.floor(index / 2) * 1.05));
      figure.y =
        figure.habitat === 'air'
          ? Math.max(figure.height + 50, target.y - (target.habitat === 'air' ? 0 : target.height * 0.4))
          : far
            ? place.mainLine
            : target.y + 4;
      if (figure.habitat === 'setpiece') [figure.y, figure.plane] = [place.backLine, 'back'];
      figure.order = target.order + 0.6;
      return;
  }
  figure.x = place.width * (0.5 + side * 0.1) + spread;
  figure.order = 41;
}

/** Small things told with a person are in the person's hand; an umbrella is over the head. */
function hold(figure: Figure, holder: Figure) {
  const shade = /^[☂☔🌂]/u.test(figure.role.emoji);
  figure.height = holder.height * (shade ? 0.72 : 0.34);
  figure.y = holder.y - holder.height * (shade ? 0.42 : 0.31);
  Object.assign(figure, {
    depth: holder.depth,
    plane: holder.plane,
    order: holder.order + (shade ? -0.4 : 0.4),
    carrier: holder,
    held: shade ? 'over' : 'hand',
    habitat: 'ground',
    gait: { travel: 0, pose: () => ({}) },
  });
}

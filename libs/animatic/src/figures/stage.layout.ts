import type { Relation, Shot, Size } from '@polyreel/contracts';
import { randomFrom, seedOf } from '../random.js';
import type { Place } from '../scenery/place.js';
import type { Role } from './cast.js';
import { isHandheld, type Habitat } from './figure.traits.js';
import { deckLine } from '../scenery/spectacle.painter.js';
import { GAITS, landing, type Gait } from './gait.js';
import { placementTree } from './placement.tree.js';

/** One figure on the stage: where its foot is, how big it is and how it moves. Stage units. */
export interface Figure {
  key: string;
  role: Role;
  x: number;
  /** The foot; for floating figures the lower edge. */
  y: number;
  height: number;
  /** Width divided by height. */
  aspect: number;
  readonly width: number;
  depth: number;
  plane: 'back' | 'main' | 'near';
  /** Higher is drawn later. */
  order: number;
  facing: 1 | -1;
  gait: Gait;
  /** How far it goes over the shot, in stage units, half before and half after its place. */
  travel: number;
  phase: number;
  habitat: Habitat;
  /** Figure that carries this one: it goes where that goes. */
  carrier?: Figure;
  /** Held in the hand of the carrier, or over its head. */
  held?: 'hand' | 'over';
  /** Circles this figure instead of travelling. */
  circles?: Figure;
}

const SIZES: Record<Size, number> = { tiny: 0.45, small: 0.7, normal: 1, big: 1.4, giant: 2 };
/** How big the figures are in a framing, beside what the camera does on its own. */
const FRAMING = { extreme_wide: 0.66, wide: 1, full: 1.3, medium: 1.2, close_up: 1.2, extreme_close_up: 1.2 };
const PERSON = 400;

/** Height on stage of a thing so many metres high: compressed, as small things must read and big ones must fit. */
const stageHeight = (metres: number) => PERSON * (metres <= 1.7 ? (metres / 1.7) ** 0.46 : (metres / 1.7) ** 0.27);

const WATERS = new Set(['sea', 'lake', 'river', 'harbour', 'island', 'swamp']);

const CRAFT = /^[🚀🛸✈🚁🛩]/u;
/** Craft that `fall` are told to land; they do not crash. */
const lands = (role: Role) => role.action === 'fall' && CRAFT.test(role.emoji);

const habitatOf = (role: Role, shot: Shot): Habitat => {
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

const gaitOf = (role: Role, habitat: Habitat): Gait => {
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

/** How far these movements push the edges of the frame inwards, in frame widths. */
const SWAY: Partial<Record<Shot['camera']['movement'], number>> = {
  truck_left: 0.1,
  truck_right: 0.1,
  pan_left: 0.09,
  pan_right: 0.09,
  orbit: 0.04,
  zoom_in: 0.1,
  zoom_out: 0.1,
  dolly_in: 0.06,
  dolly_out: 0.06,
};

/** How far these movements push the top of the frame down, in stage units. */
const HEAVE: Partial<Record<Shot['camera']['movement'], number>> = {
  zoom_in: 120,
  zoom_out: 120,
  dolly_in: 80,
  dolly_out: 80,
  tilt_up: 110,
  tilt_down: 40,
  crane_up: 50,
  handheld: 20,
};

export interface Layout {
  figures: Figure[];
  /** Whom the shot is about. */
  subject: Figure | undefined;
}

/** Sets every role on the stage. `aspectOf` gives a figure's width by its height. */
export function layOut(shot: Shot, place: Place, roles: readonly Role[], aspectOf: (role: Role) => number): Layout {
  const random = randomFrom(seedOf('layout', place.seed));
  const heave = HEAVE[shot.camera.movement] ?? 0;
  const zoom =
    FRAMING[shot.camera.size] *
    (shot.camera.angle === 'birds_eye' ? 0.72 : shot.camera.angle === 'worms_eye' ? 1.18 : shot.camera.angle === 'low' ? 1.06 : 1);
  const byEntity = new Map<string, Figure[]>();
  const narrow = Math.min(1, place.width / 1250);
  const side = random() < 0.5 ? -1 : 1;

  // A building that something flies over leaves it room; figures beside a building do not hide it.
  const towered = new Set(roles.flatMap((role) => (role.entity.placement?.relation === 'above' ? [role.entity.placement.target] : [])));
  const back0 = roles.some((role) => role.traits.habitat === 'setpiece');

  const make = (role: Role, index: number): Figure => {
    const habitat = habitatOf(role, shot);
    const back = habitat === 'setpiece';
    const variety = role.count > 1 ? 0.82 + random() * 0.34 : 1;
    const child = role.entity.attributes.qualities.some((q) => ['baby', 'young', 'little'].includes(q))
      ? 0.68
      : /^[👶]/u.test(role.emoji)
        ? 0.5
        : /^[👦👧🧒]/u.test(role.emoji)
          ? 0.76
          : 1;
    let height = stageHeight(role.traits.metres) * SIZES[role.entity.attributes.size ?? 'normal'] * zoom * variety * child;
    if (habitat === 'sky')
      height =
        190 *
        SIZES[role.entity.attributes.size ?? 'normal'] *
        (['🌈'].includes(role.emoji) ? 2.1 : ['⭐', '🌟', '✨', '🌠'].includes(role.emoji) ? 0.45 : 1);
    if (habitat === 'air' && role.traits.metres < 0.5 && !role.traits.person) height *= 1.25;
    const aspect = aspectOf(role);
    height = Math.min(
      height,
      (back ? (towered.has(role.entity.id) ? 380 : 560) : back0 ? 440 : 640) * (shot.camera.size === 'extreme_wide' ? 0.7 : 1),
      (place.width * (back ? 0.8 : 0.62)) / aspect,
    );
    return {
      key: `${role.entity.id}.${index}`,
      role,
      x: place.width / 2,
      y: place.mainLine,
      height,
      aspect,
      get width() {
        return this.height * this.aspect;
      },

      depth: back ? 0.6 : habitat === 'sky' ? 0.06 : 1,
      plane: back || habitat === 'sky' ? 'back' : 'main',
      order: 0,
      facing: 1,
      gait: gaitOf(role, habitat),
      travel: 0,
      phase: random() * 6.28,
      habitat,
    };
  };
  const figures = roles.flatMap((role) => {
    const group = Array.from({ length: role.count }, (_, i) => make(role, i));
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
  keepInFrame(figures, place, shot.durationSeconds, SWAY[shot.camera.movement] ?? 0, heave);
  figures.sort((a, b) => a.order - b.order);
  return { figures, subject };
}

const waterLine = (place: Place, shot: Shot) =>
  shot.setting.scenery === 'beach' ? place.horizon + 0.24 * (1000 - place.horizon) : place.horizon + 0.52 * (1000 - place.horizon);

const subjectOf = (figures: readonly Figure[]) =>
  figures.find((f) => f.role.entity.kind === 'character') ??
  figures.find((f) => f.role.entity.kind === 'object' && f.habitat !== 'sky') ??
  figures[0];

function placeSetPieces(pieces: Figure[], place: Place, side: number) {
  const total = pieces.reduce((sum, p) => sum + p.width, 0);
  const squeeze = Math.min(1, (place.width * 0.94) / Math.max(1, total));
  // One building stands off the centre, more share the width.
  let x = pieces.length === 1 ? place.width * (0.5 - side * 0.14) - (total * squeeze) / 2 : (place.width - total * squeeze) / 2;
  pieces.forEach((piece, i) => {
    piece.height *= squeeze;
    piece.x = x + piece.width / 2;
    x += piece.width;
    piece.y = place.backLine + (i % 2) * 8;
    piece.order = i % 2;
  });
}

function placeSky(lights: Figure[], place: Place, random: () => number, side: number) {
  lights.forEach((light, i) => {
    light.x =
      lights.length === 1
        ? place.width * (0.5 + side * 0.26)
        : place.width * (0.12 + (0.76 * (i + 0.5)) / lights.length + (random() - 0.5) * 0.05);
    light.y = Math.max(light.height + 40, Math.min(place.horizon * 0.5, 330) + (random() - 0.5) * 120);
    if (light.role.emoji.startsWith('🌈')) [light.x, light.y] = [place.width * 0.5, place.horizon + 20];
    light.order = -5;
  });
}

function placeAir(flyers: Figure[], place: Place, random: () => number, side: number) {
  const top = 60;
  const bottom = Math.max(430, Math.min(place.horizon + 60, 690));
  const crowd = flyers.length > 1 ? Math.max(0.5, 1.15 - flyers.length * 0.05) : 1;
  flyers.forEach((flyer, i) => {
    flyer.height *= crowd;
    const column = flyers.length === 1 ? 0.5 + side * 0.08 : 0.14 + (0.72 * (i + 0.5)) / flyers.length;
    const row = flyers.length === 1 ? 0.42 : 0.2 + 0.6 * (((i * 0.618) % 1) * 0.8 + random() * 0.2);
    flyer.x = place.width * column;
    flyer.y = Math.max(top + flyer.height, top + (bottom - top) * row + flyer.height * 0.5);
    flyer.order = 20 + i;
  });
}

/** Figures that share a line: spread by their widths, in two or three rows when they are many. */
function placeRow(row: Figure[], place: Place, line: number, random: () => number, side: number, narrow: number) {
  if (row.length === 0) return;
  const tallFirst = [...row].sort((a, b) => b.height - a.height);
  const rows = row.length > 10 ? 3 : row.length > 4 ? 2 : 1;
  for (let r = 0; r < rows; r += 1) {
    // The tall stand behind, the small in front; rows stand in each other's gaps.
    const members = tallFirst.filter((_, i) => Math.floor((i * rows) / row.length) === r).sort((a, b) => row.indexOf(a) - row.indexOf(b));
    const y = line + (r - (rows - 1) / 2) * 84 - (rows > 1 ? 10 : 0);
    const shrink = (rows > 1 ? 0.78 + r * 0.1 : 1) * (narrow < 0.75 && members.length > 1 ? 0.9 : 1);
    members.forEach((f) => {
      f.height *= shrink;
    });
    const total = members.reduce((sum, f) => sum + f.width * 1.12, 0);
    const squeeze = Math.min(1, (place.width * 0.92) / total);
    const gap = members.length > 1 ? Math.min(place.width * 0.16, (place.width * 0.86 - total * squeeze) / (members.length + 1)) : 0;
    let x =
      members.length === 1 && rows === 1
        ? place.width * (0.5 + side * 0.11) - (total * squeeze) / 2
        : (place.width - total * squeeze - gap * (members.length - 1)) / 2;
    if (rows > 1 && members.length * rows === row.length) x += (r % 2 === 0 ? -1 : 1) * Math.min(gap + 30, place.width * 0.06);
    members.forEach((figure, i) => {
      figure.height *= squeeze;
      figure.x = x + figure.width * 0.56;
      x += figure.width * 1.12 + gap;
      figure.y = y + (members.length > 1 ? (i % 2) * 26 + (random() - 0.5) * 10 : 0);
      figure.order = 40 + (figure.y - place.horizon) / 10;
    });
  }
}

function placeBy(figure: Figure, target: Figure, relation: Relation, index: number, of: number, place: Place, side: number, heave: number) {
  const spread = of > 1 ? (index / (of - 1) - 0.5) * Math.max(target.width, figure.width * of * 0.8) : 0;
  const onStage = target.habitat !== 'sky';
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
      if (target.plane === 'back') Object.assign(figure, { depth: target.depth, plane: 'back' });
      return;
    case 'under':
      if (!onStage || target.habitat === 'air') break;
      figure.x = target.x + spread + (target.habitat === 'setpiece' ? dir * target.width * 0.16 : 0);
      if (target.habitat !== 'setpiece') figure.height = Math.min(figure.height, Math.max(90, target.height * 0.55));
      figure.y = target.plane === 'back' ? place.mainLine : target.y + 8;
      figure.order = 40 + (figure.y - place.horizon) / 10;
      return;
    case 'in_front_of':
      figure.x = target.x + spread + (target.plane === 'back' ? dir * target.width * 0.12 : dir * target.width * 0.3);
      figure.y = target.plane === 'back' ? place.mainLine : target.y + 34;
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
          : target.plane === 'back'
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

/** Moving figures face the way they go; the others look at the subject or into the picture. */
function face(
  figure: Figure,
  figures: readonly Figure[],
  place: Place,
  anchor: { target: Figure; relation: Relation } | undefined,
  subject: Figure | undefined,
) {
  const goal = anchor && ['towards', 'beside', 'with', 'in_front_of'].includes(anchor.relation) ? anchor.target : undefined;
  const prey =
    figure.role.action === 'chase'
      ? figures.find((f) => f !== figure && f.plane === 'main' && f.role.entity.id !== figure.role.entity.id)
      : undefined;
  if (prey) {
    figure.facing = prey.x >= figure.x ? 1 : -1;
    prey.facing = figure.facing;
    return;
  }
  if (anchor?.relation === 'towards') figure.facing = anchor.target.x >= figure.x ? 1 : -1;
  else if (goal && figure.gait.travel === 0) figure.facing = goal.x >= figure.x ? 1 : -1;
  else if (figure.carrier) figure.facing = figure.carrier.facing;
  else if (figure.gait.travel > 0.1 && subject && subject !== figure && subject.gait.travel > 0.1) figure.facing = subject.facing;
  else figure.facing = figure.x > place.width * 0.52 ? -1 : 1;
}

/** Nothing that matters leaves the frame: figures that travel start and end inside it. */
function keepInFrame(figures: readonly Figure[], place: Place, durationSeconds: number, sway: number, heave: number) {
  for (const figure of figures) {
    if (figure.carrier) continue;
    const margin = figure.width / 2 + 14 + sway * place.width * figure.depth;
    const room = Math.max(0, place.width - 2 * margin);
    const big = figure.height > 380 ? 0.75 : 1;
    // A stroll of seconds does not cross a film set, and a long shot lets nobody race.
    if (!figure.circles) figure.travel = Math.min(room, figure.gait.travel * Math.min(1.2, durationSeconds / 4) * big * place.width);
    const edge = margin + figure.travel / 2;
    figure.x = Math.min(Math.max(figure.x, edge), Math.max(edge, place.width - edge));
    if (figure.habitat === 'air' || figure.habitat === 'sky')
      figure.y = Math.max(figure.y, Math.min(figure.height * 1.1 + 24 + heave, 900));
  }
}

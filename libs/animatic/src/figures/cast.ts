import type { Action, Entity, Shot } from '@polyreel/contracts';
import { isKin, isPropOf, isSceneEmoji, spectacleOf, traitsOf, wholeFigure, type FigureTraits } from './figure.traits.js';

/** An entity that will be drawn, with the illustration for what it does. */
export interface Role {
  entity: Entity;
  emoji: string;
  traits: FigureTraits;
  action: Action | undefined;
  count: number;
  /** What the figure holds while it acts: an emoji. */
  prop?: string;
}

export interface Cast {
  roles: Role[];
  /** Painters that the scenery gets on top, such as fireworks. */
  spectacles: Set<string>;
  drawn: string[];
  /** Entities that no illustration shows; the caller says so to the viewer. */
  undrawn: { id: string; label: string }[];
}

/** People seen as a plain head get the full figure that already does the action. */
const DOING: Partial<Record<Action, { any: string; woman?: string; man?: string }>> = {
  swim: { any: '🏊', woman: '🏊‍♀️', man: '🏊‍♂️' },
  dance: { any: '💃', man: '🕺' },
};
const WOMEN = /^[👩👧👵👸🤶👱]/u;
const PLAIN_PEOPLE = new Set(['🧑', '👩', '👨', '👱', '🧓', '👴', '👵', '🧍', '🧍‍♀️', '🧍‍♂️']);

const doing = (emoji: string, action: Action | undefined) => {
  const figure = action && PLAIN_PEOPLE.has(emoji) ? DOING[action] : undefined;
  if (!figure) return emoji;
  return (WOMEN.test(emoji) ? figure.woman : ['👨', '👴'].includes(emoji) ? figure.man : undefined) ?? figure.any;
};

const MAX_FIGURES = 36;

/** Who and what is on stage. Locations that scenery draws are drawn, but are not roles. */
export function castOf(shot: Shot, isDrawable: (emoji: string) => boolean): Cast {
  const cast: Cast = { roles: [], spectacles: new Set(), drawn: [], undrawn: [] };
  let room = MAX_FIGURES;
  for (const entity of shot.entities) {
    const spectacle = entity.emoji && spectacleOf(entity.emoji);
    if (spectacle) {
      cast.spectacles.add(spectacle);
      cast.drawn.push(entity.id);
      continue;
    }
    const byScenery = entity.scenery !== undefined && isKin(entity.scenery, shot.setting.scenery);
    const emoji = entity.emoji && doing(wholeFigure(entity.emoji), entity.attributes.action);
    if (!emoji || !isDrawable(emoji) || isSceneEmoji(emoji)) {
      if (byScenery) cast.drawn.push(entity.id);
      else cast.undrawn.push({ id: entity.id, label: entity.label });
      continue;
    }
    cast.drawn.push(entity.id);
    // A volcano in a volcano scenery, an island on an island: the scenery is the better picture.
    if (byScenery && ['volcano', 'island', 'mountains', 'desert', 'beach', 'city', 'stadium', 'planet'].includes(shot.setting.scenery))
      continue;
    const count = Math.min(entity.attributes.count, Math.max(1, room));
    room -= count;
    cast.roles.push({ entity, emoji, traits: traitsOf(emoji), action: entity.attributes.action, count });
  }
  cast.roles = handOutProps(cast.roles);
  return cast;
}

/** Who reads holds the book that is told, who cooks the dish: such things are not staged on their own. */
function handOutProps(roles: readonly Role[]): Role[] {
  const handed = new Set<Role>();
  for (const doer of roles) {
    const { action } = doer;
    const prop =
      action && roles.find((thing) => thing !== doer && thing.count === 1 && !handed.has(thing) && isPropOf(action, thing.emoji));
    if (!prop) continue;
    doer.prop = prop.emoji;
    handed.add(prop);
  }
  return roles.filter((role) => !handed.has(role));
}

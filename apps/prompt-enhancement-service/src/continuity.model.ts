import type { Entity, Shot } from '@polyreel/contracts';
import { entityPhrase, listed } from '@polyreel/film-grammar';
import { technique } from './technique.loader.js';

/** More than this and the reminder drowns the shot. */
const MOST_REMEMBERED = 3;

/**
 * What binds a shot to the ones before it: the same figures looking the same, the palette that the film began this place with,
 * and the last frame of the shot before where the scene runs on. Empty for a first shot without a palette of its own to keep.
 */
export function continuityOf(shots: readonly Shot[], at: number): { character?: string; frame?: string; palette: string } {
  const [shot, before] = [shots[at]!, shots[at - 1]];
  const earlier = shots.slice(0, at);
  const known = shot.entities.flatMap((entity) => firstSeen(entity, earlier) ?? []).slice(0, MOST_REMEMBERED);
  const sceneBegan = earlier.find(({ setting }) => sameScene(setting, shot.setting)) ?? shot;
  const runsOn =
    before &&
    shot.transition === 'cut' &&
    sameScene(before.setting, shot.setting) &&
    before.entities.some(({ id }) => shot.entities.some((one) => one.id === id));
  return {
    ...(known.length > 0 && { character: `Same appearance as before: ${listed(known.map(entityPhrase))}.` }),
    ...(runsOn && { frame: 'Continues from the last frame of the previous shot.' }),
    palette: `Palette: ${technique.palettes[sceneBegan.mood.label]}.`,
  };
}

/** The figure as the film first showed it: that description stays, whatever a later sentence leaves out. */
const firstSeen = (entity: Entity, earlier: readonly Shot[]): Entity | undefined =>
  entity.kind === 'location'
    ? undefined
    : earlier.flatMap(({ entities }) => entities).find(({ id, concept }) => id === entity.id || concept === entity.concept);

const sameScene = (a: Shot['setting'], b: Shot['setting']) => a.scenery === b.scenery && a.timeOfDay === b.timeOfDay;

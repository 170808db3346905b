import type { Shot, Size } from '@polyreel/contracts';
import type { Place } from '../scenery/place.js';
import type { Role } from './cast.js';
import type { Figure } from './figure.js';
import { habitatOf } from './figure.habitat.js';
import { gaitOf } from './gait.choice.js';

const SIZES: Record<Size, number> = { tiny: 0.45, small: 0.7, normal: 1, big: 1.4, giant: 2 };
/** How big the figures are in a framing, beside what the camera does on its own. */
const FRAMING = { extreme_wide: 0.66, wide: 1, full: 1.3, medium: 1.2, close_up: 1.2, extreme_close_up: 1.2 };
const PERSON = 400;

/** Height on stage of a thing so many metres high: compressed, as small things must read and big ones must fit. */
const stageHeight = (metres: number) => PERSON * (metres <= 1.7 ? (metres / 1.7) ** 0.46 : (metres / 1.7) ** 0.27);

/** Gives roles their measures for this shot and place: who is how big, and how it moves. Nobody has a place on the stage yet. */
export function fitter(
  shot: Shot,
  place: Place,
  roles: readonly Role[],
  random: () => number,
  aspectOf: (role: Role) => number,
): (role: Role, index: number) => Figure {
  const zoom =
    FRAMING[shot.camera.size] *
    (shot.camera.angle === 'birds_eye' ? 0.72 : shot.camera.angle === 'worms_eye' ? 1.18 : shot.camera.angle === 'low' ? 1.06 : 1);
  // A building that something flies over leaves it room; figures beside a building do not hide it.
  const towered = new Set(roles.flatMap((role) => (role.entity.placement?.relation === 'above' ? [role.entity.placement.target] : [])));
  const back0 = roles.some((role) => role.traits.habitat === 'setpiece');
  return (role, index) => {
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
      plane: back ? 'back' : habitat === 'sky' ? 'sky' : 'main',
      order: 0,
      facing: 1,
      gait: gaitOf(role, habitat),
      travel: 0,
      phase: random() * 6.28,
      habitat,
    };
  };
}

import type { Relation, Shot } from '@polyreel/contracts';
import type { Place } from '../scenery/place.js';
import type { Figure } from './figure.js';

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

/** What part of the way that a figure goes in a wider shot it goes here: a near camera sees so much less of the stage. */
const NEARNESS: Partial<Record<Shot['camera']['size'], number>> = { medium: 0.4, close_up: 0.15, extreme_close_up: 0.06 };

/** How far these movements push the top of the frame down, in stage units. */
export const HEAVE: Partial<Record<Shot['camera']['movement'], number>> = {
  zoom_in: 120,
  zoom_out: 120,
  dolly_in: 80,
  dolly_out: 80,
  tilt_up: 110,
  tilt_down: 40,
  crane_up: 50,
  handheld: 20,
};

/** Moving figures face the way they go; the others look at the subject or into the picture. */
export function face(
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
export function keepInFrame(figures: readonly Figure[], place: Place, shot: Shot) {
  const { durationSeconds, camera } = shot;
  const [sway, heave] = [SWAY[camera.movement] ?? 0, HEAVE[camera.movement] ?? 0];
  for (const figure of figures) {
    if (figure.carrier) continue;
    const margin = figure.width / 2 + 14 + sway * place.width * figure.depth;
    const room = Math.max(0, place.width - 2 * margin);
    const pace = (figure.height > 380 ? 0.75 : 1) * (NEARNESS[camera.size] ?? 1);
    // A stroll of seconds does not cross a film set, and a long shot lets nobody race.
    if (!figure.circles) figure.travel = Math.min(room, figure.gait.travel * Math.min(1.2, durationSeconds / 4) * pace * place.width);
    const edge = margin + figure.travel / 2;
    figure.x = Math.min(Math.max(figure.x, edge), Math.max(edge, place.width - edge));
    if (figure.habitat === 'air' || figure.habitat === 'sky')
      figure.y = Math.max(figure.y, Math.min(figure.height * 1.1 + 24 + heave, 900));
  }
}

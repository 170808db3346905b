import type { Shot } from '@polyreel/contracts';
import type { Figure } from '../figures/figure.js';
import type { Place } from '../scenery/place.js';
import type { Framing } from './camera.rig.js';

/** Where the camera stands for a shot size and angle: nearer shots walk up to the subject's face. */
export function framingOf(shot: Shot, place: Place, subject: Figure | undefined): Framing {
  const { size, angle } = shot.camera;
  const framing: Framing = { x: 0, y: 0, advance: 0, lookX: 0, lookY: 0, roll: angle === 'dutch' ? -0.16 : 0 };
  // The share of the frame's height that the subject takes; the wider sizes are told by the layout.
  const wanted = { extreme_wide: 0, wide: 0, full: 0, medium: 0.86, close_up: 1.35, extreme_close_up: 2.3 }[size];
  if (!subject || wanted === 0) return framing;
  const front = subject.plane === 'main' ? 1 : subject.depth;
  const face = wanted > 1 ? 0.74 : 0.56;
  const magnification = Math.min(
    size === 'extreme_close_up' ? 5 : 3.4,
    Math.max(1.12, (wanted * 1000) / subject.height),
    (place.width * (wanted > 1 ? 1.15 : 0.8)) / subject.width,
  );
  framing.advance = Math.min(0.8, (1 - 1 / Math.max(1.02, magnification)) / front);
  const heads = subject.habitat === 'air' || subject.habitat === 'sky' || subject.habitat === 'water' ? 0.52 : face;
  framing.x = (subject.x - place.width / 2) / front;
  framing.y = (subject.y - subject.height * heads - 500) / front;
  return framing;
}

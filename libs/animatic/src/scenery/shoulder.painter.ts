import { css } from '../light/colour.js';
import type { Ink, Place } from './place.js';

/** A shoulder and a head, out of focus at the edge of the frame. */
export const overShoulder =
  (place: Place): ((ink: Ink) => void) =>
  (ink) => {
    ink.fillStyle = css(place.palette.lit('#1c1a24', 0), 0.97);
    ink.beginPath();
    ink.ellipse(place.width * 0.08, 560, 150, 190, 0, 0, Math.PI * 2);
    ink.ellipse(place.width * 0.02, 1010, 360, 300, 0.2, 0, Math.PI * 2);
    ink.fill();
  };

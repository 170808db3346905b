import { css, mix, rgb, shade } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { leftOf, num, rightOf, str, type LivePainter, type StillPainter } from './place.js';

/** The dark between the stars with coloured clouds of gas. */
export const nebula: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + 3);
  ink.fillStyle = '#060818';
  ink.fillRect(leftOf(place), -900, rightOf(place) - leftOf(place), 2900);
  const tones = str(strokes.colour, '#3b2f8f #8a2f86 #1f5f9f #d0567a').split(' ');
  for (let i = 0; i < 26; i += 1) {
    const [x, y, r] = [place.width * (-0.2 + random() * 1.4), random() * 1000, 140 + random() * 330];
    // Gas gathers along a diagonal band.
    const band = y * 0.5 + (1 - x / place.width) * 460;
    const glow = ink.createRadialGradient(x, y * 0.4 + band * 0.6, 5, x, y * 0.4 + band * 0.6, r);
    const tone = place.palette.grade(rgb(tones[i % tones.length] ?? '#3b2f8f'));
    glow.addColorStop(0, css(tone, 0.28));
    glow.addColorStop(1, css(tone, 0));
    ink.fillStyle = glow;
    ink.fillRect(x - r, y * 0.4 + band * 0.6 - r, r * 2, r * 2);
  }
};

/** A great planet with bands, a shadow side and, if asked, a ring. */
export const world: StillPainter = (ink, place, strokes) => {
  const [x, y, r] = [place.width * num(strokes.x, 0.8), num(strokes.y, 250), num(strokes.size, 190)];
  const random = randomFrom(place.seed + strokes.seed);
  const tone = place.palette.grade(rgb(str(strokes.colour, '#d99a5b')));
  const ring = (front: boolean) => {
    ink.save();
    ink.translate(x, y);
    ink.rotate(-0.35);
    ink.lineWidth = r * 0.16;
    ink.strokeStyle = css(mix(tone, [255, 240, 215], 0.5), 0.75);
    ink.beginPath();
    ink.ellipse(0, 0, r * 1.75, r * 0.42, 0, front ? 0 : Math.PI, front ? Math.PI : Math.PI * 2);
    ink.stroke();
    ink.restore();
  };
  const glow = ink.createRadialGradient(x, y, r * 0.9, x, y, r * 1.35);
  glow.addColorStop(0, css(tone, 0.35));
  glow.addColorStop(1, css(tone, 0));
  ink.fillStyle = glow;
  ink.fillRect(x - r * 1.4, y - r * 1.4, r * 2.8, r * 2.8);
  if (strokes.ring) ring(false);
  ink.save();
  ink.beginPath();
  ink.arc(x, y, r, 0, Math.PI * 2);
  ink.clip();
  ink.fillStyle = css(tone);
  ink.fillRect(x - r, y - r, r * 2, r * 2);
  for (let i = 0; i < 9; i += 1) {
    ink.fillStyle = css(shade(tone, 0.72 + random() * 0.6), 0.65);
    ink.beginPath();
    ink.ellipse(x, y - r + (i + random() * 0.7) * r * 0.24, r * 1.2, r * (0.04 + random() * 0.08), -0.2, 0, Math.PI * 2);
    ink.fill();
  }
  const night = ink.createRadialGradient(x - r * 0.45, y - r * 0.45, r * 0.3, x, y, r * 1.15);
  night.addColorStop(0, 'rgba(255,255,255,0.22)');
  night.addColorStop(0.5, 'rgba(4,6,20,0)');
  night.addColorStop(1, 'rgba(4,6,20,0.85)');
  ink.fillStyle = night;
  ink.fillRect(x - r, y - r, r * 2, r * 2);
  ink.restore();
  if (strokes.ring) ring(true);
};

/** Craters on the ground of a planet. */
export const craters: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + 19);
  const tone = rgb(str(strokes.colour, '#b0674a'));
  for (let i = 0; i < 22; i += 1) {
    const v = random();
    const y = place.horizon + 40 + v ** 1.4 * (1020 - place.horizon);
    const w = 24 + v * 120;
    const x = leftOf(place) + random() * place.width * 2.5;
    ink.fillStyle = css(place.palette.lit(shade(tone, 0.6), 0.1), 0.8);
    ink.beginPath();
    ink.ellipse(x, y, w, w * 0.2, 0, 0, Math.PI * 2);
    ink.fill();
    ink.fillStyle = css(place.palette.lit(shade(tone, 1.15), 0.1), 0.85);
    ink.beginPath();
    ink.ellipse(x, y + w * 0.05, w * 0.93, w * 0.16, 0, 0, Math.PI * 2);
    ink.fill();
  }
};

/** Dust that streams past a ship in flight. */
export const starDrift: LivePainter = (place) => {
  const random = randomFrom(place.seed + 29);
  const specks = Array.from({ length: 46 }, () => ({ x: random() * place.width * 1.2, y: random() * 1000, z: 0.3 + random() }));
  return (ink, seconds) => {
    ink.fillStyle = 'rgba(225,235,255,0.8)';
    ink.beginPath();
    for (const speck of specks) {
      const x = place.width * 1.1 - ((place.width * 1.2 - speck.x + seconds * 46 * speck.z) % (place.width * 1.2));
      ink.rect(x, speck.y, 2 + speck.z * 4, 1 + speck.z * 1.6);
    }
    ink.fill();
  };
};

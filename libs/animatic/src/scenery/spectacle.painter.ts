import { css, mix, rgb } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { leftOf, rightOf, type LivePainter, type StillPainter } from './place.js';

const SHELLS = ['#ff5a5f', '#ffd166', '#7bd389', '#6ec6ff', '#d68bff', '#ff9f43', '#ffffff'].map(rgb);
const SPARKS = 34;
const BURST_SECONDS = 1.7;

/** Fireworks: shells that climb, burst and rain down. Beside a light of their own they need no lamp. */
export const fireworks: LivePainter = (place) => {
  const random = randomFrom(place.seed + 301);
  const shells = Array.from({ length: 7 }, (_, i) => ({
    x: place.width * (0.12 + 0.76 * ((i * 0.618) % 1) + (random() - 0.5) * 0.06),
    y: 110 + random() * Math.max(120, place.horizon * 0.5),
    radius: 110 + random() * 90,
    offset: (i / 7) * (BURST_SECONDS + 0.9) + random() * 0.2,
    tone: SHELLS[i % SHELLS.length] ?? [255, 255, 255],
    rays: Array.from({ length: SPARKS }, (_, k) => ({ angle: (k / SPARKS) * Math.PI * 2 + random() * 0.1, reach: 0.62 + random() * 0.38 })),
  }));
  return (ink, seconds) => {
    ink.save();
    ink.globalCompositeOperation = 'lighter';
    ink.lineCap = 'round';
    for (const shell of shells) {
      const t = (seconds + shell.offset) % (BURST_SECONDS + 0.9);
      if (t < 0.9) {
        const y = place.horizon + (shell.y - place.horizon) * Math.sqrt(t / 0.9);
        ink.strokeStyle = css(mix(shell.tone, [255, 240, 200], 0.5), 0.7);
        ink.lineWidth = 4;
        ink.beginPath();
        ink.moveTo(shell.x, y + 46);
        ink.lineTo(shell.x, y);
        ink.stroke();
        continue;
      }
      const u = (t - 0.9) / BURST_SECONDS;
      const spread = shell.radius * (1 - (1 - u) ** 3);
      const fade = Math.min(1, (1 - u) * 1.7);
      for (const [width, alpha] of [
        [11, 0.16],
        [4.5, 0.95],
      ] as const) {
        ink.strokeStyle = css(mix(shell.tone, [255, 255, 255], 0.12 * (1 - u)), alpha * fade);
        ink.lineWidth = width * (1 - u * 0.5);
        ink.beginPath();
        for (const { angle, reach } of shell.rays) {
          const drop = u * u * 95;
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          const tail = spread * reach * Math.max(0.25, 0.4 + u * 0.45);
          ink.moveTo(shell.x + cos * tail, shell.y + sin * tail + drop * 0.75);
          ink.lineTo(shell.x + cos * spread * reach, shell.y + sin * spread * reach + drop);
        }
        ink.stroke();
      }
    }
    ink.restore();
  };
};

/** Where the road of a bridge runs, for the bridge and for those who cross it. */
export const deckLine = (place: { horizon: number }) => place.horizon + 0.2 * (1000 - place.horizon);

/** A stone bridge from side to side. */
export const bridge: StillPainter = (ink, place) => {
  const deck = deckLine(place);
  const foot = place.horizon + 0.74 * (1000 - place.horizon);
  const stone = place.palette.lit('#b3a08b', 0.2);
  const shadow = place.palette.lit('#6f6156', 0.15);
  const [left, right] = [leftOf(place), rightOf(place)];
  const span = 330;
  ink.fillStyle = css(stone);
  ink.beginPath();
  ink.rect(left, deck - 4, right - left, foot - deck);
  // Arches are cut out of the wall: the water is seen through them.
  for (let x = left; x < right; x += span) {
    const [a, b, top] = [x + 36, x + span - 36, deck + 54];
    const middle = (a + b) / 2;
    ink.moveTo(a, foot + 1);
    ink.lineTo(a, top + 70);
    ink.quadraticCurveTo(a, top, middle, top);
    ink.quadraticCurveTo(b, top, b, top + 70);
    ink.lineTo(b, foot + 1);
    ink.closePath();
  }
  ink.fill('evenodd');
  ink.strokeStyle = css(shadow);
  ink.lineWidth = 7;
  for (let x = left; x < right; x += span) {
    const [a, b, top] = [x + 36, x + span - 36, deck + 54];
    ink.beginPath();
    ink.moveTo(a, foot);
    ink.lineTo(a, top + 70);
    ink.quadraticCurveTo(a, top, (a + b) / 2, top);
    ink.quadraticCurveTo(b, top, b, top + 70);
    ink.stroke();
  }
  ink.fillStyle = css(shadow);
  ink.fillRect(left, deck + 16, right - left, 8);
  ink.fillStyle = css(place.palette.lit('#cdbba4', 0.1));
  ink.fillRect(left, deck - 10, right - left, 20);
};

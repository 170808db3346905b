import { css, mix, rgb, shade } from '../light/colour.js';
import { below, distanceOf, leftOf, num, rightOf, str, type StillPainter } from './place.js';
import { trees } from './plants.painter.js';

/** White dashes along a roadway. */
export const marks: StillPainter = (ink, place, strokes) => {
  const y = below(place, num(strokes.top, 0.6));
  ink.fillStyle = css(place.palette.lit('#f0ead6', 0.1), 0.8);
  for (let x = leftOf(place); x < rightOf(place); x += 230) {
    ink.beginPath();
    ink.moveTo(x, y);
    ink.lineTo(x + 120, y);
    ink.lineTo(x + 112, y + 14);
    ink.lineTo(x - 12, y + 14);
    ink.fill();
  }
};

/** Mown stripes, lines and a goal. */
export const pitch: StillPainter = (ink, place, strokes) => {
  const top = below(place, num(strokes.top, 0.04));
  const depth = 1000 - top;
  for (let i = 0; i < 7; i += 1) {
    ink.fillStyle = css([255, 255, 255], i % 2 ? 0.07 : 0);
    ink.fillRect(
      leftOf(place),
      top + depth * (i / 7) ** 1.6,
      rightOf(place) - leftOf(place),
      depth * (((i + 1) / 7) ** 1.6 - (i / 7) ** 1.6),
    );
  }
  ink.strokeStyle = css(place.palette.lit('#ffffff', 0.1), 0.85);
  ink.lineWidth = 6;
  ink.beginPath();
  ink.moveTo(leftOf(place), top + 24);
  ink.lineTo(rightOf(place), top + 24);
  ink.moveTo(place.width / 2, top + 24);
  ink.lineTo(place.width / 2, 1100);
  ink.ellipse(place.width / 2, top + depth * 0.55, 280, 90, 0, 0, Math.PI * 2);
  ink.stroke();
  ink.fillStyle = css(place.palette.lit('#2d3a56', 0.3));
  ink.fillRect(leftOf(place), top - 26, rightOf(place) - leftOf(place), 30);
};

/** The boards of a quay. */
export const planks: StillPainter = (ink, place, strokes) => {
  const top = below(place, num(strokes.top, 0.8));
  ink.fillStyle = css(place.palette.lit('#8a6746', 0));
  ink.fillRect(leftOf(place), top, rightOf(place) - leftOf(place), 900);
  ink.strokeStyle = css(place.palette.lit('#54402c', 0));
  ink.lineWidth = 4;
  ink.beginPath();
  for (let i = -30; i < 30; i += 1) {
    ink.moveTo(place.width / 2 + i * 80, top);
    ink.lineTo(place.width / 2 + i * 120, top + 400);
  }
  ink.stroke();
  ink.fillStyle = css(place.palette.lit('#5f4630', 0));
  ink.fillRect(leftOf(place), top - 8, rightOf(place) - leftOf(place), 18);
  for (let x = leftOf(place); x < rightOf(place); x += 310) {
    ink.beginPath();
    ink.roundRect(x, top - 54, 42, 60, 10);
    ink.fill();
  }
};

/** A carpet in perspective. */
export const rug: StillPainter = (ink, place, strokes) => {
  const y = below(place, num(strokes.top, 0.5));
  const tone = rgb(str(strokes.colour, '#a8483f'));
  for (const [grow, factor] of [
    [1, 0.8],
    [0.9, 1.1],
    [0.82, 0.9],
    [0.45, 1.15],
  ] as const) {
    ink.fillStyle = css(place.palette.lit(shade(tone, factor), 0.05));
    ink.beginPath();
    ink.ellipse(place.width / 2, y, place.width * 0.34 * grow, 88 * grow, 0, 0, Math.PI * 2);
    ink.fill();
  }
};

/** School desks in a row. */
export const desks: StillPainter = (ink, place, strokes) => {
  const y = below(place, num(strokes.top, 0.2));
  for (let i = -3; i < 7; i += 1) {
    const x = place.width * (0.08 + i * 0.28);
    ink.fillStyle = css(place.palette.lit('#5d6470', 0.15));
    for (const leg of [-78, 70]) ink.fillRect(x + leg, y - 78, 9, 92);
    ink.fillStyle = css(place.palette.lit('#c98f52', 0.15));
    ink.fillRect(x - 100, y - 92, 200, 20);
    ink.fillStyle = css(place.palette.lit('#a57240', 0.15));
    ink.fillRect(x - 84, y - 72, 168, 26);
  }
};

/** Cupboards and a cooker hood above a kitchen counter. */
export const cupboards: StillPainter = (ink, place, strokes) => {
  const x = place.width * num(strokes.x, 0.74);
  const y = place.horizon - 520;
  for (let i = -1; i < 3; i += 1) {
    ink.fillStyle = css(place.palette.grade(mix(rgb('#e6dcc8'), place.palette.near, place.palette.lamps * 0.4)));
    ink.fillRect(x + i * 150, y, 142, 190);
    ink.strokeStyle = css(place.palette.grade(mix(rgb('#b9ab92'), place.palette.near, place.palette.lamps * 0.4)));
    ink.lineWidth = 4;
    ink.strokeRect(x + i * 150 + 14, y + 14, 114, 162);
  }
};

/** An island out at sea with palms on its sand. */
export const island: StillPainter = (ink, place, strokes) => {
  const x = place.width * 0.6;
  const y = below(place, num(strokes.top, 0.1));
  const [w, h] = [place.width * 0.32, num(strokes.rise, 130)];
  const distance = distanceOf(strokes.depth);
  ink.fillStyle = css(place.palette.lit('#3f8a52', distance));
  ink.beginPath();
  ink.moveTo(x - w * 0.8, y);
  ink.bezierCurveTo(x - w * 0.5, y - h, x - w * 0.1, y - h * 1.7, x + w * 0.15, y - h * 1.2);
  ink.bezierCurveTo(x + w * 0.4, y - h * 0.7, x + w * 0.6, y - h * 0.8, x + w * 0.85, y);
  ink.fill();
  ink.fillStyle = css(place.palette.lit('#f0d9a4', distance * 0.7));
  ink.beginPath();
  ink.ellipse(x, y, w, 24, 0, 0, Math.PI * 2);
  ink.fill();
  ink.save();
  ink.beginPath();
  ink.rect(x - w * 0.7, -900, w * 1.4, 2000);
  ink.clip();
  trees(ink, place, { ...strokes, top: num(strokes.top, 0.1) - 0.01, rise: 1, size: 170, gap: 90, kind: 'palm' });
  ink.restore();
};

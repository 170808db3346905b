import { css, mix, rgb, shade, type Rgb } from '../light/colour.js';
import { randomFrom, ridgeNoise } from '../random.js';
import { below, distanceOf, leftOf, num, rightOf, str, type Ink, type Place, type StillPainter, type Strokes } from './place.js';

/** The local colour that a recipe names: `grass` and `leaf` follow the season, everything else is a hex value. Snow lies on open ground. */
export const local = (place: Place, name: unknown, otherwise: string): Rgb => {
  const wanted = str(name, otherwise);
  const own = wanted === 'grass' ? place.palette.grass : wanted === 'leaf' ? place.palette.leaf : rgb(wanted);
  return place.palette.snow > 0 && wanted !== 'grass' && wanted !== 'leaf' ? mix(own, [225, 234, 244], 0.55) : own;
};

/** Follows a ridge across the stage and closes the shape below it. */
export const traceRidge = (ink: Ink, place: Place, heightAt: (x: number) => number, bottom: number, step = 14) => {
  ink.beginPath();
  ink.moveTo(leftOf(place), bottom);
  for (let x = leftOf(place); x <= rightOf(place); x += step) ink.lineTo(x, heightAt(x));
  ink.lineTo(rightOf(place), bottom);
  ink.closePath();
};

export const ridgeOf = (place: Place, strokes: Strokes) => {
  const noise = ridgeNoise(place.seed + strokes.seed * 101);
  const [top, rise, length] = [below(place, num(strokes.top, 0)), num(strokes.rise, 60), num(strokes.length, 420)];
  return (x: number) => top - noise(x / length) * rise;
};

/** Rolling land: hills, dunes, banks and every ground strip. */
export const hills: StillPainter = (ink, place, strokes) => {
  const ridge = ridgeOf(place, strokes);
  const distance = distanceOf(strokes.depth);
  const top = below(place, num(strokes.top, 0)) - num(strokes.rise, 60);
  const base = local(place, strokes.colour, 'grass');
  const bottom = num(strokes.bottom, 1) >= 1 ? 1700 : below(place, num(strokes.bottom, 1));
  const gradient = ink.createLinearGradient(0, top, 0, Math.min(1100, top + num(strokes.fall, 420)));
  gradient.addColorStop(0, css(place.palette.lit(shade(base, 1.12), distance)));
  gradient.addColorStop(1, css(place.palette.lit(shade(base, num(strokes.darken, 0.62)), distance * 0.75)));
  ink.fillStyle = gradient;
  traceRidge(ink, place, ridge, bottom);
  ink.fill();
  // A thread of light along the crest.
  ink.strokeStyle = css(place.palette.lit(mix(base, place.palette.light, 0.6), distance), 0.5);
  ink.lineWidth = 2.5;
  ink.beginPath();
  for (let x = leftOf(place); x <= rightOf(place); x += 14) ink.lineTo(x, ridge(x) + 1.2);
  ink.stroke();
};

/** Sharp peaks with a shadow side and snow caps. */
export const mountains: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 977);
  const distance = distanceOf(strokes.depth);
  const foot = below(place, num(strokes.top, 0)) + 30;
  const height = num(strokes.rise, 260);
  const rock = local(place, strokes.colour, '#6f7686');
  const capped = num(strokes.snowcap, 0.3) > 0;
  let x = leftOf(place);
  const peaks: { x: number; h: number; w: number }[] = [];
  while (x < rightOf(place)) {
    const h = height * (0.5 + random() * 0.65);
    const w = h * (0.8 + random() * 0.35);
    peaks.push({ x, h, w });
    x += w * (0.65 + random() * 0.5);
  }
  peaks.sort((a, b) => b.h - a.h);
  for (const peak of peaks) {
    const jag = ridgeNoise(place.seed + Math.round(peak.x));
    const edge = (u: number) => jag(u * 6) * peak.h * 0.055;
    const side = (direction: number) => {
      ink.beginPath();
      ink.moveTo(peak.x, foot - peak.h);
      for (let u = 0.08; u <= 1; u += 0.08)
        ink.lineTo(peak.x + direction * peak.w * u * 0.8, foot - peak.h * (1 - u) + edge(u * direction) * (1 - u));
      ink.lineTo(peak.x + direction * peak.w, foot + 60);
      for (let u = 1; u >= 0; u -= 0.125) ink.lineTo(peak.x + edge(u + 3) * 1.6 + (1 - u) * 4, foot + 60 - (peak.h + 60) * (1 - u));
      ink.closePath();
    };
    const fall = (colour: Rgb) => {
      const gradient = ink.createLinearGradient(0, foot - peak.h, 0, foot + 40);
      gradient.addColorStop(0, css(place.palette.lit(colour, distance)));
      gradient.addColorStop(1, css(place.palette.lit(colour, Math.min(1, distance + 0.22))));
      return gradient;
    };
    ink.fillStyle = fall(shade(rock, 1.14));
    side(1);
    ink.fill();
    ink.fillStyle = fall(shade(rock, 0.74));
    side(-1);
    ink.fill();
    if (!capped) continue;
    const cap = num(strokes.snowcap, 0.3) + place.palette.snow * 0.25;
    for (const direction of [1, -1]) {
      ink.fillStyle = css(place.palette.lit(direction === 1 ? '#ffffff' : '#c3d3e6', distance * 0.8));
      ink.beginPath();
      ink.moveTo(peak.x, foot - peak.h);
      ink.lineTo(peak.x + direction * peak.w * 0.8 * cap, foot - peak.h * (1 - cap) + edge(cap * direction));
      for (const [u, v] of [
        [0.62, 1.25],
        [0.5, 0.85],
        [0.3, 1.35],
        [0.14, 0.9],
      ] as const)
        ink.lineTo(peak.x + direction * peak.w * 0.8 * cap * u, foot - peak.h * (1 - cap * v));
      ink.lineTo(peak.x, foot - peak.h * (1 - cap * 1.15));
      ink.closePath();
      ink.fill();
    }
  }
};

/** Wind ripples on sand or snow. */
export const ripples: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 31);
  const tone = local(place, strokes.colour, '#d9b26a');
  const top = below(place, num(strokes.top, 0.3));
  for (let i = 0; i < 46; i += 1) {
    const y = top + random() ** 1.6 * (1150 - top);
    const near = (y - top) / (1000 - top);
    const x = leftOf(place) + random() * place.width * 2.5;
    ink.strokeStyle = css(place.palette.lit(shade(tone, random() > 0.5 ? 1.18 : 0.8), 0), 0.28);
    ink.lineWidth = 2 + near * 3;
    const w = 60 + near * 150;
    ink.beginPath();
    ink.moveTo(x, y);
    ink.bezierCurveTo(x + w * 0.3, y - 9 - near * 8, x + w * 0.6, y + 9 + near * 6, x + w, y - 2);
    ink.stroke();
  }
};

/** Boulders that stand on a line. */
export const rocks: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 57);
  const distance = distanceOf(strokes.depth);
  const tone = local(place, strokes.colour, '#7d7a80');
  const line = below(place, num(strokes.top, 0.3));
  const spread = num(strokes.spread, 40);
  const size = num(strokes.size, 60);
  for (let i = 0; i < num(strokes.amount, 9); i += 1) {
    const [x, y, r] = [leftOf(place) + random() * place.width * 2.5, line + random() * spread, size * (0.4 + random() * 0.8)];
    const corners = Array.from(
      { length: 8 },
      (_, k) =>
        [
          Math.cos((k / 7) * Math.PI) * r * (0.85 + random() * 0.3),
          Math.sin((k / 7) * Math.PI) * r * 0.72 * (0.8 + random() * 0.4),
        ] as const,
    );
    const gradient = ink.createLinearGradient(x - r, y - r, x + r * 0.6, y);
    gradient.addColorStop(0, css(place.palette.lit(shade(tone, 0.62), distance)));
    gradient.addColorStop(1, css(place.palette.lit(shade(tone, 1.15), distance)));
    ink.fillStyle = gradient;
    ink.beginPath();
    corners.forEach(([cx, cy]) => ink.lineTo(x + cx, y - cy));
    ink.closePath();
    ink.fill();
    if (place.palette.snow > 0) {
      ink.fillStyle = css(place.palette.lit('#f4f8fc', distance));
      ink.beginPath();
      ink.ellipse(x, y - r * 0.66, r * 0.5, r * 0.13, 0, 0, Math.PI * 2);
      ink.fill();
    }
  }
};

/** A flat plane from a line down to the camera: floors, plazas, planet dust, sea beds. */
export const plane: StillPainter = (ink, place, strokes) => {
  const top = below(place, num(strokes.top, 0));
  const distance = distanceOf(strokes.depth);
  const tone = local(place, strokes.colour, '#8a8f98');
  const gradient = ink.createLinearGradient(0, top, 0, 1050);
  gradient.addColorStop(0, css(place.palette.lit(tone, Math.max(distance, num(strokes.far, 0.5)))));
  gradient.addColorStop(1, css(place.palette.lit(shade(tone, num(strokes.darken, 0.72)), 0)));
  ink.fillStyle = gradient;
  ink.fillRect(leftOf(place), top, rightOf(place) - leftOf(place), 1700 - top);
};

/** A road, path or river bed that runs from the horizon to the camera. */
export const path: StillPainter = (ink, place, strokes) => {
  const top = below(place, num(strokes.top, 0.05));
  const tone = local(place, strokes.colour, '#6b6a70');
  const [cx, bend, near, far] = [place.width * num(strokes.x, 0.5), num(strokes.bend, 120), num(strokes.near, 620), num(strokes.far, 14)];
  const at = (v: number) => ({ x: cx + Math.sin(v * Math.PI * 0.9) * bend * (1 - v), w: far + (near - far) * v ** 1.6 });
  const trace = (grow: number) => {
    ink.beginPath();
    for (let i = 0; i <= 24; i += 1) ink.lineTo(at(i / 20).x - at(i / 20).w * grow, top + (i / 20) * (1000 - top));
    for (let i = 24; i >= 0; i -= 1) ink.lineTo(at(i / 20).x + at(i / 20).w * grow, top + (i / 20) * (1000 - top));
    ink.closePath();
  };
  ink.fillStyle = css(place.palette.lit(shade(tone, 0.72), 0.1));
  trace(1.09);
  ink.fill();
  const gradient = ink.createLinearGradient(0, top, 0, 1000);
  gradient.addColorStop(0, css(place.palette.lit(tone, 0.6)));
  gradient.addColorStop(1, css(place.palette.lit(shade(tone, 0.85), 0)));
  ink.fillStyle = gradient;
  trace(1);
  ink.fill();
  if (!strokes.marked) return;
  ink.fillStyle = css(place.palette.lit('#f2e6b8', 0.1), 0.9);
  for (let i = 0; i < 20; i += 2) {
    const [a, b] = [(i / 20) ** 1.7, ((i + 1) / 20) ** 1.7];
    const [top1, top2] = [top + a * (1000 - top), top + b * (1000 - top)];
    ink.beginPath();
    ink.moveTo(at(a).x - at(a).w * 0.025, top1);
    ink.lineTo(at(a).x + at(a).w * 0.025, top1);
    ink.lineTo(at(b).x + at(b).w * 0.025, top2);
    ink.lineTo(at(b).x - at(b).w * 0.025, top2);
    ink.fill();
  }
};

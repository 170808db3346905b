import { css, mix, rgb, shade, type Rgb } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { below, distanceOf, leftOf, num, rightOf, str, type Ink, type LivePainter, type Place, type StillPainter } from './place.js';

const LAMP: Rgb = [255, 214, 130];

const windows = (
  ink: Ink,
  place: Place,
  x: number,
  y: number,
  w: number,
  h: number,
  cell: number,
  distance: number,
  random: () => number,
) => {
  const { lamps } = place.palette;
  const columns = Math.max(1, Math.floor(w / cell));
  const rows = Math.max(1, Math.floor(h / (cell * 1.25)));
  for (let c = 0; c < columns; c += 1) {
    for (let r = 0; r < rows; r += 1) {
      const lit = random() < 0.5 * lamps;
      ink.fillStyle = lit
        ? css(mix(LAMP, random() < 0.2 ? [190, 225, 255] : LAMP, 0.7), 0.95 - distance * 0.35)
        : css(place.palette.lit(lamps > 0.6 ? '#2b3350' : '#8fb3cc', distance), 0.75);
      ink.fillRect(x + ((c + 0.5) / columns) * w - cell * 0.26, y + ((r + 0.5) / rows) * h - cell * 0.34, cell * 0.52, cell * 0.62);
    }
  }
};

/** A row of towers. `era` makes them glass spires or brick. */
export const skyline: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 211);
  const distance = distanceOf(strokes.depth);
  const foot = below(place, num(strokes.top, 0.02));
  const height = num(strokes.rise, 300);
  const future = place.setting.era === 'future';
  for (let x = leftOf(place); x < rightOf(place);) {
    const w = num(strokes.size, 90) * (0.6 + random() * 0.8);
    const h = height * (0.35 + random() ** 1.5 * 0.9);
    const tone = rgb(['#7d8798', '#97898a', '#6b7686', '#a59a8c', '#5f6c80'][Math.floor(random() * 5)] ?? '#7d8798');
    const gradient = ink.createLinearGradient(0, foot - h, 0, foot);
    gradient.addColorStop(0, css(place.palette.lit(shade(tone, 0.92), distance)));
    gradient.addColorStop(1, css(place.palette.lit(tone, Math.min(1, distance + 0.2))));
    ink.fillStyle = gradient;
    ink.beginPath();
    if (future && random() < 0.6) {
      ink.moveTo(x, foot + 40);
      ink.quadraticCurveTo(x + w * 0.1, foot - h * 0.7, x + w * 0.5, foot - h * 1.25);
      ink.quadraticCurveTo(x + w * 0.9, foot - h * 0.7, x + w, foot + 40);
    } else if (random() < 0.25) {
      ink.rect(x, foot - h, w, h + 60);
      ink.rect(x + w * 0.2, foot - h * 1.1, w * 0.6, h * 0.12);
      ink.rect(x + w * 0.47, foot - h * 1.28, w * 0.05, h * 0.2);
    } else ink.rect(x, foot - h, w, h + 60);
    ink.fill();
    ink.fillStyle = css(place.palette.lit(shade(tone, 0.62), distance), 0.5);
    ink.fillRect(x + w * 0.72, foot - h, w * 0.28, h + 60);
    windows(ink, place, x + w * 0.06, foot - h + 14, w * 0.88, h - 20, num(strokes.cell, 17), distance, random);
    x += w * (1 + random() * 0.12);
  }
};

/** Gabled houses with doors, windows and chimneys along a line. */
export const houses: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 223);
  const distance = distanceOf(strokes.depth);
  const foot = below(place, num(strokes.top, 0.1));
  const size = num(strokes.size, 190);
  const clear = num(strokes.clear, 0);
  const walls = str(strokes.walls, '#e8d9c0 #d9a58a #c9cfc0 #e5c687 #b9c7d6').split(' ');
  const roofs = str(strokes.roofs, '#a5503d #7d4a43 #5d5f6e').split(' ');
  const old = ['ancient', 'medieval'].includes(place.setting.era ?? '') || strokes.timber === true;
  for (let x = leftOf(place); x < rightOf(place);) {
    const w = size * (0.75 + random() * 0.5);
    const h = w * (0.62 + random() * 0.5) * num(strokes.tall, 1);
    const y = foot + random() * num(strokes.spread, 0);
    if (clear > 0 && Math.abs(x + w / 2 - place.width / 2) < place.width * clear) {
      x += w;
      continue;
    }
    const wall = rgb(walls[Math.floor(random() * walls.length)] ?? '#e8d9c0');
    const roof = place.palette.snow > 0 ? rgb('#eef3f8') : rgb(roofs[Math.floor(random() * roofs.length)] ?? '#a5503d');
    const paint = (tone: Rgb) => css(place.palette.lit(tone, distance));
    ink.fillStyle = paint(wall);
    ink.fillRect(x, y - h, w, h + 8);
    ink.fillStyle = paint(shade(wall, 0.8));
    ink.fillRect(x + w * 0.68, y - h, w * 0.32, h + 8);
    ink.fillStyle = paint(shade(roof, 0.7));
    ink.fillRect(x + w * 0.7, y - h - w * 0.36, w * 0.1, w * 0.22);
    ink.fillStyle = paint(roof);
    ink.beginPath();
    ink.moveTo(x - w * 0.08, y - h + 4);
    ink.lineTo(x + w * 0.5, y - h - w * (old ? 0.55 : 0.4));
    ink.lineTo(x + w * 1.08, y - h + 4);
    ink.fill();
    ink.fillStyle = paint(shade(roof, 0.84));
    ink.beginPath();
    ink.moveTo(x + w * 0.5, y - h - w * (old ? 0.55 : 0.4));
    ink.lineTo(x + w * 1.08, y - h + 4);
    ink.lineTo(x + w * 0.66, y - h + 4);
    ink.fill();
    if (old) {
      ink.strokeStyle = paint(rgb('#5a4030'));
      ink.lineWidth = w * 0.025;
      ink.strokeRect(x + 2, y - h, w - 4, h);
      ink.beginPath();
      ink.moveTo(x, y - h * 0.5);
      ink.lineTo(x + w, y - h * 0.5);
      ink.moveTo(x + w * 0.02, y - h * 0.5);
      ink.lineTo(x + w * 0.3, y - h);
      ink.moveTo(x + w * 0.98, y - h * 0.5);
      ink.lineTo(x + w * 0.7, y - h);
      ink.stroke();
    }
    ink.fillStyle = paint(shade(rgb('#7a5138'), 0.85 + random() * 0.4));
    ink.beginPath();
    ink.roundRect(x + w * 0.4, y - Math.min(h * 0.5, w * 0.36), w * 0.2, Math.min(h * 0.5, w * 0.36) + 6, [w * 0.06, w * 0.06, 0, 0]);
    ink.fill();
    const floors = Math.max(1, Math.round(h / (w * 0.45)));
    for (let f = 0; f < floors; f += 1) {
      for (const u of [0.12, 0.7]) {
        const wy = y - h + (f + 0.24) * (h / floors);
        const on = random() < 0.75 * place.palette.lamps;
        if (on) {
          const glow = ink.createRadialGradient(x + (u + 0.09) * w, wy + w * 0.1, 2, x + (u + 0.09) * w, wy + w * 0.1, w * 0.3);
          glow.addColorStop(0, css(LAMP, 0.5));
          glow.addColorStop(1, css(LAMP, 0));
          ink.fillStyle = glow;
          ink.fillRect(x + (u - 0.25) * w, wy - w * 0.25, w * 0.7, w * 0.7);
        }
        ink.fillStyle = on ? css(LAMP) : paint(place.palette.lamps > 0.6 ? rgb('#2f3a55') : rgb('#a9cfe2'));
        ink.fillRect(x + u * w, wy, w * 0.18, w * 0.2);
        ink.strokeStyle = paint(shade(wall, 1.2));
        ink.lineWidth = w * 0.014;
        ink.strokeRect(x + u * w, wy, w * 0.18, w * 0.2);
        ink.strokeRect(x + u * w, wy, w * 0.09, w * 0.1);
      }
    }
    x += w * (1.12 + random() * num(strokes.gap, 0.1));
  }
};

/** Street lamps with their cones of light. */
export const lamps: StillPainter = (ink, place, strokes) => {
  const distance = distanceOf(strokes.depth);
  const foot = below(place, num(strokes.top, 0.4));
  const h = num(strokes.size, 330);
  const shine = place.palette.lamps;
  for (let x = place.width * num(strokes.start, -0.4); x < rightOf(place); x += place.width * num(strokes.gap, 0.42)) {
    ink.fillStyle = css(place.palette.lit('#3a3f4a', distance));
    ink.fillRect(x - 5, foot - h, 10, h);
    ink.fillRect(x - 14, foot - 12, 28, 14);
    ink.beginPath();
    ink.roundRect(x - 24, foot - h - 30, 48, 34, 8);
    ink.fill();
    ink.fillStyle = css(mix(place.palette.lit('#e8e4d0', distance), LAMP, shine));
    ink.fillRect(x - 17, foot - h - 22, 34, 22);
    if (shine <= 0.2) continue;
    const glow = ink.createRadialGradient(x, foot - h - 10, 4, x, foot - h - 10, h * 0.75);
    glow.addColorStop(0, css(LAMP, 0.6 * shine));
    glow.addColorStop(0.25, css(LAMP, 0.2 * shine));
    glow.addColorStop(1, css(LAMP, 0));
    ink.fillStyle = glow;
    ink.fillRect(x - h * 0.75, foot - h * 1.8, h * 1.5, h * 1.5);
    ink.fillStyle = css(LAMP, 0.16 * shine);
    ink.beginPath();
    ink.ellipse(x, foot + 4, h * 0.5, 26, 0, 0, Math.PI * 2);
    ink.fill();
  }
};

/** A fence of posts and rails. */
export const fence: StillPainter = (ink, place, strokes) => {
  const foot = below(place, num(strokes.top, 0.3));
  const distance = distanceOf(strokes.depth);
  const h = num(strokes.size, 70);
  ink.fillStyle = css(place.palette.lit(str(strokes.colour, '#a07a52'), distance));
  for (const rail of [0.3, 0.7]) ink.fillRect(leftOf(place), foot - h * rail - h * 0.1, rightOf(place) - leftOf(place), h * 0.11);
  for (let x = leftOf(place); x < rightOf(place); x += h * num(strokes.gap, 1)) {
    ink.beginPath();
    ink.moveTo(x, foot + 6);
    ink.lineTo(x, foot - h);
    ink.lineTo(x + h * 0.09, foot - h * 1.12);
    ink.lineTo(x + h * 0.18, foot - h);
    ink.lineTo(x + h * 0.18, foot + 6);
    ink.fill();
  }
};

/** Ploughed rows that meet at the horizon. */
export const furrows: StillPainter = (ink, place, strokes) => {
  const top = below(place, num(strokes.top, 0.1));
  const tones = str(strokes.colour, '#c9a94f').split(' ');
  const far = place.width * 0.62;
  const n = 44;
  for (let i = -n; i < n; i += 1) {
    ink.fillStyle = css(place.palette.lit(shade(rgb(tones[Math.abs(i) % tones.length] ?? '#c9a94f'), i % 2 ? 0.84 : 1.08), 0.15), 0.9);
    ink.beginPath();
    ink.moveTo(far + i * 22, top);
    ink.lineTo(far + (i + 1) * 22, top);
    ink.lineTo(far + (i + 1) * 150, 1100);
    ink.lineTo(far + i * 150, 1100);
    ink.fill();
  }
};

/** Broken columns and arches. */
export const columns: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 7);
  const distance = distanceOf(strokes.depth);
  const foot = below(place, num(strokes.top, 0.15));
  const size = num(strokes.size, 330);
  const stone = rgb(str(strokes.colour, '#cbbfa6'));
  const paint = (factor: number) => css(place.palette.lit(shade(stone, factor), distance));
  for (let x = leftOf(place), i = 0; x < rightOf(place); x += size * (0.42 + random() * 0.25), i += 1) {
    if (num(strokes.clear, 0) > 0 && Math.abs(x - place.width / 2) < place.width * num(strokes.clear, 0)) continue;
    const w = size * 0.13;
    const h = size * (random() < 0.4 ? 0.3 + random() * 0.4 : 1);
    for (let k = 0; k < 5; k += 1) {
      ink.fillStyle = paint([1.1, 1, 0.92, 0.8, 0.68][k] ?? 1);
      ink.beginPath();
      ink.moveTo(x + (k / 5) * w, foot);
      ink.lineTo(x + (k / 5) * w, foot - h + (h < size ? random() * 20 : 0));
      ink.lineTo(x + ((k + 1) / 5) * w, foot - h + (h < size ? random() * 20 : 0));
      ink.lineTo(x + ((k + 1) / 5) * w, foot);
      ink.fill();
    }
    ink.fillStyle = paint(1.05);
    ink.fillRect(x - w * 0.2, foot - 16, w * 1.4, 20);
    if (h === size) {
      ink.fillRect(x - w * 0.25, foot - h - 14, w * 1.5, 18);
      if (random() < 0.6) {
        ink.fillStyle = paint(0.94);
        ink.fillRect(x - w * 0.25, foot - h - 52, size * 0.6, 40);
        ink.fillStyle = paint(0.75);
        ink.fillRect(x - w * 0.25, foot - h - 22, size * 0.6, 9);
      }
    }
  }
};

/** Rows of cheering people in the stands, with floodlights. */
export const stands: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + 8);
  const line = below(place, num(strokes.top, 0.02));
  const crowd = Array.from({ length: 900 }, (_, i) => ({
    x: -place.width * 0.3 + random() * place.width * 1.6,
    row: i % 9,
    tone: Math.floor(random() * 6),
    phase: random() * 6,
  }));
  const tones = ['#d9534f', '#f0c04a', '#4f8fd9', '#f2f2f2', '#5bb07a', '#8a6bd0'].map((hex) => place.palette.lit(hex, 0.35));
  const wall = css(place.palette.lit('#5a6275', 0.4));
  return (ink, seconds) => {
    ink.fillStyle = wall;
    ink.fillRect(-place.width * 0.4, line - 330, place.width * 1.8, 340);
    tones.forEach((tone, t) => {
      ink.fillStyle = css(tone);
      ink.beginPath();
      for (const fan of crowd) {
        if (fan.tone !== t) continue;
        const y = line - 34 - fan.row * 33 - Math.max(0, Math.sin(seconds * 6 + fan.phase)) * 9;
        ink.moveTo(fan.x + 9, y);
        ink.arc(fan.x, y, 9, 0, Math.PI * 2);
        ink.rect(fan.x - 9, y + 8, 18, 16);
      }
      ink.fill();
    });
  };
};

import { css, mix, rgb, shade, type Rgb } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { below, distanceOf, leftOf, num, rightOf, str, type Ink, type Place, type StillPainter } from './place.js';
import { local, ridgeOf } from './terrain.painter.js';

type Tree = (ink: Ink, x: number, y: number, h: number, paint: (tone: Rgb) => string, place: Place, random: () => number) => void;

const pine: Tree = (ink, x, y, h, paint, place, random) => {
  const tone = mix(rgb('#2f5d46'), place.palette.leaf, 0.12);
  ink.fillStyle = paint(rgb('#5b4334'));
  ink.fillRect(x - h * 0.03, y - h * 0.2, h * 0.06, h * 0.22);
  const tiers = 4;
  for (let i = 0; i < tiers; i += 1) {
    const [bottom, w] = [y - h * (0.1 + i * 0.2), h * (0.27 - i * 0.055) * (0.92 + random() * 0.16)];
    const top = bottom - h * 0.34;
    for (const side of [-1, 1]) {
      ink.fillStyle = paint(shade(tone, side < 0 ? 0.8 : 1.08));
      ink.beginPath();
      ink.moveTo(x, top);
      ink.quadraticCurveTo(x + side * w * 0.4, bottom - h * 0.1, x + side * w, bottom);
      ink.quadraticCurveTo(x + side * w * 0.4, bottom + h * 0.03, x, bottom - h * 0.01);
      ink.fill();
    }
    if (place.palette.snow > 0) {
      ink.fillStyle = paint([240, 246, 252]);
      ink.beginPath();
      ink.moveTo(x, top);
      ink.lineTo(x + w * 0.5, top + h * 0.2);
      ink.quadraticCurveTo(x, top + h * 0.13, x - w * 0.5, top + h * 0.2);
      ink.fill();
    }
  }
};

const broadleaf: Tree = (ink, x, y, h, paint, place, random) => {
  const { palette } = place;
  const tone = random() < palette.accentShare ? palette.leafAccent : palette.leaf;
  ink.fillStyle = paint(rgb('#6a4b37'));
  ink.beginPath();
  ink.moveTo(x - h * 0.05, y + 4);
  ink.quadraticCurveTo(x - h * 0.02, y - h * 0.3, x - h * 0.02, y - h * 0.5);
  ink.lineTo(x + h * 0.025, y - h * 0.5);
  ink.quadraticCurveTo(x + h * 0.025, y - h * 0.3, x + h * 0.055, y + 4);
  ink.fill();
  const blobs = Array.from({ length: 7 }, () => ({ dx: (random() - 0.5) * 0.42, dy: random() * 0.42, r: 0.15 + random() * 0.1 }));
  for (const [offset, factor] of [
    [0, 0.72],
    [-0.028, 1],
    [-0.06, 1.16],
  ] as const) {
    ink.fillStyle = paint(shade(tone, factor));
    ink.beginPath();
    for (const { dx, dy, r } of blobs) {
      const radius = h * r * (1 + offset * 5);
      ink.moveTo(x + (dx + offset * 0.6) * h + radius, y - (0.45 + dy - offset) * h);
      ink.arc(x + (dx + offset * 0.6) * h, y - (0.45 + dy - offset) * h, radius, 0, Math.PI * 2);
    }
    ink.fill();
  }
};

const bare: Tree = (ink, x, y, h, paint, _place, random) => {
  ink.strokeStyle = paint(rgb('#4e4038'));
  ink.lineCap = 'round';
  const branch = (bx: number, by: number, length: number, angle: number, width: number, left: number) => {
    const [ex, ey] = [bx + Math.cos(angle) * length, by + Math.sin(angle) * length];
    ink.lineWidth = width;
    ink.beginPath();
    ink.moveTo(bx, by);
    ink.quadraticCurveTo(bx + Math.cos(angle + 0.2) * length * 0.5, by + Math.sin(angle + 0.2) * length * 0.5, ex, ey);
    ink.stroke();
    if (left > 0)
      for (const turn of [-0.55, 0.5]) branch(ex, ey, length * 0.68, angle + turn * (0.7 + random() * 0.6), width * 0.6, left - 1);
  };
  branch(x, y, h * 0.36, -Math.PI / 2 + (random() - 0.5) * 0.2, h * 0.06, 4);
};

const palm: Tree = (ink, x, y, h, paint, _place, random) => {
  const lean = (random() - 0.4) * h * 0.35;
  const [tx, ty] = [x + lean, y - h * 0.82];
  ink.strokeStyle = paint(rgb('#8a6a48'));
  ink.lineCap = 'round';
  ink.lineWidth = h * 0.05;
  ink.beginPath();
  ink.moveTo(x, y);
  ink.quadraticCurveTo(x + lean * 0.15, y - h * 0.5, tx, ty);
  ink.stroke();
  for (let i = 0; i < 9; i += 1) {
    const angle = -Math.PI * (0.02 + (i / 8) * 0.96);
    const [ex, ey] = [tx + Math.cos(angle) * h * 0.36, ty + Math.sin(angle) * h * 0.2 + h * 0.11];
    ink.fillStyle = paint(shade(rgb('#3f8a4a'), 0.8 + (i % 3) * 0.18));
    ink.beginPath();
    ink.moveTo(tx, ty);
    ink.quadraticCurveTo((tx + ex) / 2, ty + Math.sin(angle) * h * 0.3 - h * 0.03, ex, ey);
    ink.quadraticCurveTo((tx + ex) / 2, ty + Math.sin(angle) * h * 0.18 + h * 0.035, tx, ty + h * 0.025);
    ink.fill();
  }
};

const cactus: Tree = (ink, x, y, h, paint) => {
  ink.lineCap = 'round';
  for (const [shift, factor, part] of [
    [0, 0.8, 1],
    [-0.02, 1.1, 0.55],
  ] as const) {
    ink.strokeStyle = paint(shade(rgb('#4c8a58'), factor));
    ink.lineWidth = h * 0.13 * part;
    ink.beginPath();
    ink.moveTo(x + shift * h, y);
    ink.lineTo(x + shift * h, y - h * 0.85);
    ink.moveTo(x + shift * h, y - h * 0.3);
    ink.quadraticCurveTo(x + h * 0.24, y - h * 0.3, x + h * 0.24 + shift * h, y - h * 0.62);
    ink.moveTo(x + shift * h, y - h * 0.42);
    ink.quadraticCurveTo(x - h * 0.22, y - h * 0.42, x - h * 0.22 + shift * h, y - h * 0.68);
    ink.stroke();
  }
};

const TREES: Record<string, Tree> = { pine, broadleaf, bare, palm, cactus };

/** Trees along a ridge or a line, sorted so that nearer ones stand in front. */
export const trees: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 131);
  const distance = distanceOf(strokes.depth);
  const kind = str(strokes.kind, 'broadleaf');
  const ridge = ridgeOf(place, { ...strokes, seed: num(strokes.ridge, strokes.seed) });
  const [size, gap, spread, clear] = [num(strokes.size, 150), num(strokes.gap, 110), num(strokes.spread, 18), num(strokes.clear, 0)];
  const standing: { x: number; y: number; h: number }[] = [];
  for (let x = leftOf(place); x < rightOf(place); x += gap * (0.45 + random() * 1.1)) {
    // A clearing in the middle leaves the stage to the figures.
    if (clear > 0 && Math.abs(x - place.width / 2) < place.width * clear) continue;
    standing.push({ x, y: ridge(x) + 6 + random() * spread, h: size * (0.65 + random() * 0.6) });
  }
  standing.sort((a, b) => a.y - b.y);
  for (const tree of standing) {
    const haze = distance * (0.9 + random() * 0.2);
    const leafless = kind === 'broadleaf' && place.palette.snow > 0 && random() < 0.6;
    const draw = leafless ? bare : (TREES[kind === 'mixed' ? (random() < 0.5 ? 'pine' : 'broadleaf') : kind] ?? broadleaf);
    draw(ink, tree.x, tree.y, tree.h, (tone) => css(shade(place.palette.lit(tone, haze), num(strokes.shade, 1))), place, random);
  }
};

/** Tufts of grass and flowers over a ground strip. */
export const tufts: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 71);
  const top = below(place, num(strokes.top, 0.4));
  const tone = local(place, strokes.colour, 'grass');
  const flowers = place.palette.snow > 0 ? [] : str(strokes.flowers, '').split(' ').filter(Boolean);
  const span = num(strokes.bottom, 1) >= 1 ? 1120 : below(place, num(strokes.bottom, 1));
  for (let i = 0; i < num(strokes.amount, 110); i += 1) {
    const y = top + (span - top) * (i / num(strokes.amount, 110)) ** 1.3;
    const near = 0.35 + 0.65 * ((y - top) / (1000 - top));
    const x = leftOf(place) + random() * place.width * 2.5;
    const h = (16 + random() * 20) * near * num(strokes.size, 1);
    ink.strokeStyle = css(place.palette.lit(shade(tone, 0.66 + random() * 0.6), 0.1), 0.85);
    ink.lineWidth = 2.6 * near;
    ink.beginPath();
    for (const lean of [-0.6, -0.15, 0.25, 0.6]) {
      ink.moveTo(x + lean * 6 * near, y);
      ink.quadraticCurveTo(x + lean * 8 * near, y - h * 0.6, x + lean * h, y - h * (1.1 - Math.abs(lean) * 0.5));
    }
    ink.stroke();
    const flower = flowers[Math.floor(random() * flowers.length * 2.2)];
    if (!flower) continue;
    ink.fillStyle = css(place.palette.lit(flower, 0.05));
    for (let k = 0; k < 5; k += 1) {
      ink.beginPath();
      ink.arc(x + Math.cos(k * 1.257) * 4.6 * near, y - h + Math.sin(k * 1.257) * 4.6 * near, 4.2 * near, 0, Math.PI * 2);
      ink.fill();
    }
    ink.fillStyle = css(place.palette.lit('#ffd84d', 0));
    ink.beginPath();
    ink.arc(x, y - h, 3 * near, 0, Math.PI * 2);
    ink.fill();
  }
};

/** Tall blades, reeds or fronds close to the lens, at the lower edge and the corners. */
export const foreground: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 91);
  const tone = shade(local(place, strokes.colour, 'grass'), 0.5);
  const size = num(strokes.size, 170);
  for (let x = leftOf(place); x < rightOf(place); x += 15 + random() * 13) {
    const edge = Math.min(1, Math.abs(x - place.width / 2) / (place.width * 0.5));
    const h = size * (0.25 + 0.75 * edge ** 2) * (0.6 + random() * 0.6);
    const lean = (random() - 0.5) * h * 0.7;
    const w = 7 + random() * 8;
    ink.fillStyle = css(shade(place.palette.lit(shade(tone, 0.7 + random() * 0.5), 0), 0.8), 0.96);
    ink.beginPath();
    ink.moveTo(x - w, 1060);
    ink.quadraticCurveTo(x + lean * 0.3, 1010 - h * 0.6, x + lean, 1020 - h);
    ink.quadraticCurveTo(x + lean * 0.3 + w, 1010 - h * 0.5, x + w, 1060);
    ink.fill();
  }
};

/** A branch with leaves that reaches in from an upper corner. */
export const branch: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 17);
  const { palette } = place;
  const from = str(strokes.from, 'left') === 'left' ? -1 : 1;
  const corner = from < 0 ? -60 : place.width + 60;
  ink.strokeStyle = css(shade(palette.lit('#4a382c', 0), 0.7));
  ink.lineCap = 'round';
  for (let k = 0; k < 3; k += 1) {
    const [ex, ey] = [corner - from * (190 + k * 60), 40 + k * 65];
    ink.lineWidth = 16 - k * 4;
    ink.beginPath();
    ink.moveTo(corner, -50 + k * 20);
    ink.quadraticCurveTo(corner - from * 100, k * 30 - 10, ex, ey);
    ink.stroke();
    for (let i = 0; i < 26; i += 1) {
      const u = 0.25 + random() * 0.8;
      const tone = random() < palette.accentShare ? palette.leafAccent : palette.leaf;
      ink.fillStyle = css(shade(palette.lit(shade(tone, 0.7 + random() * 0.4), 0), 0.78));
      ink.beginPath();
      ink.ellipse(
        corner + (ex - corner) * u + (random() - 0.5) * 70,
        -40 + (ey + 40) * u + (random() - 0.4) * 70,
        20 + random() * 9,
        8 + random() * 4,
        random() * 3,
        0,
        Math.PI * 2,
      );
      ink.fill();
    }
  }
};

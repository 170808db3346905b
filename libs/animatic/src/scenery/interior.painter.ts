import { css, mix, rgb, shade, type Rgb } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { isOrb, leftOf, num, rightOf, str, type Ink, type LivePainter, type Place, type StillPainter, type Strokes } from './place.js';

/** Indoors the light of the day comes through the windows: dark evenings are lamp-lit. */
const inside = (place: Place, tone: Rgb | string, factor = 1) => {
  const own = shade(typeof tone === 'string' ? rgb(tone) : tone, factor);
  const evening = place.palette.lamps;
  return place.palette.grade(mix(own, mix(mix(own, place.palette.near, 0.42), [255, 196, 120], 0.1), evening));
};

/** A papered wall with skirting. */
export const wall: StillPainter = (ink, place, strokes) => {
  const tone = str(strokes.colour, '#d8c4a4');
  const gradient = ink.createLinearGradient(0, -100, 0, place.horizon);
  gradient.addColorStop(0, css(inside(place, tone, 0.8)));
  gradient.addColorStop(1, css(inside(place, tone, 1.04)));
  ink.fillStyle = gradient;
  ink.fillRect(leftOf(place), -900, rightOf(place) - leftOf(place), place.horizon + 900);
  if (strokes.pattern === 'stripes' || strokes.pattern === 'tiles' || strokes.pattern === 'panels') {
    ink.strokeStyle = css(inside(place, tone, 0.9), 0.7);
    const step = strokes.pattern === 'tiles' ? 62 : strokes.pattern === 'panels' ? 210 : 74;
    ink.lineWidth = strokes.pattern === 'stripes' ? 20 : 3;
    ink.beginPath();
    for (let x = Math.floor(leftOf(place) / step) * step; x < rightOf(place); x += step) {
      ink.moveTo(x, -900);
      ink.lineTo(x, place.horizon);
    }
    if (strokes.pattern !== 'stripes') {
      for (let y = place.horizon; y > -900; y -= step) {
        ink.moveTo(leftOf(place), y);
        ink.lineTo(rightOf(place), y);
      }
    }
    ink.stroke();
  }
  ink.fillStyle = css(inside(place, str(strokes.skirting, '#f4ead8'), 0.9));
  ink.fillRect(leftOf(place), place.horizon - 26, rightOf(place) - leftOf(place), 26);
};

/** Floor boards or tiles in perspective. */
export const floor: StillPainter = (ink, place, strokes) => {
  const tone = str(strokes.colour, '#a9764a');
  const gradient = ink.createLinearGradient(0, place.horizon, 0, 1000);
  gradient.addColorStop(0, css(inside(place, tone, 0.86)));
  gradient.addColorStop(1, css(inside(place, tone, 1.06)));
  ink.fillStyle = gradient;
  ink.fillRect(leftOf(place), place.horizon, rightOf(place) - leftOf(place), 1800 - place.horizon);
  ink.strokeStyle = css(inside(place, tone, 0.7), 0.55);
  ink.lineWidth = 3;
  ink.beginPath();
  for (let i = -40; i <= 40; i += 1) {
    ink.moveTo(place.width / 2 + i * 70, place.horizon);
    ink.lineTo(place.width / 2 + i * 210, 1500);
  }
  if (strokes.tiles) {
    for (let k = 1; k < 9; k += 1) {
      const y = place.horizon + (1000 - place.horizon) * (k / 8) ** 1.7;
      ink.moveTo(leftOf(place), y);
      ink.lineTo(rightOf(place), y);
    }
  }
  ink.stroke();
  ink.fillStyle = css([0, 0, 0], 0.16);
  ink.fillRect(leftOf(place), place.horizon, rightOf(place) - leftOf(place), 14);
};

const windowFrame = ({ width, horizon }: Pick<Place, 'width' | 'horizon'>, strokes: Strokes) => {
  const [w, h] = [num(strokes.width, 260), num(strokes.height, 300)];
  return { x: width * num(strokes.x, 0.7) - w / 2, y: horizon - num(strokes.up, 470), w, h };
};

/** The upper right pane of a window, for what shines through it. */
export const paneOf = (place: Pick<Place, 'width' | 'horizon'>, strokes: Strokes): NonNullable<Place['pane']> => {
  const { x, y, w, h } = windowFrame(place, strokes);
  return { x: x + w * 0.71, y: y + h * (strokes.arched ? 0.3 : 0.23), size: Math.min(w, h) * 0.36, depth: strokes.depth };
};

/** A window onto the sky of the hour, with curtains if asked. */
export const window: StillPainter = (ink, place, strokes) => {
  const { x, y, w, h } = windowFrame(place, strokes);
  const sky = ink.createLinearGradient(0, y, 0, y + h);
  place.palette.sky.forEach((stop, i) => sky.addColorStop(i / 3, css(stop)));
  ink.fillStyle = strokes.space ? '#070a1c' : sky;
  const outline = () => {
    ink.beginPath();
    if (strokes.round) ink.ellipse(x + w / 2, y + h / 2, w / 2, h / 2, 0, 0, Math.PI * 2);
    else ink.roundRect(x, y, w, h, strokes.arched ? [w / 2, w / 2, 0, 0] : 4);
  };
  outline();
  ink.fill();
  ink.save();
  ink.clip();
  const random = randomFrom(place.seed + strokes.seed);
  if (strokes.space || place.palette.stars > 0.3) {
    for (let i = 0; i < 60; i += 1) {
      ink.fillStyle = css([255, 255, 255], 0.3 + random() * 0.7);
      ink.fillRect(x + random() * w, y + random() * h, 2.6, 2.6);
    }
    if (place.palette.orb?.moon && !strokes.space && ![...place.dressed].some(isOrb)) {
      ink.fillStyle = '#f4efdb';
      ink.beginPath();
      ink.arc(x + w * 0.68, y + h * 0.28, w * 0.1, 0, Math.PI * 2);
      ink.fill();
    }
  }
  if (strokes.space) {
    ink.fillStyle = '#3f78b8';
    ink.beginPath();
    ink.arc(x + w * 0.75, y + h * 1.15, w * 0.62, 0, Math.PI * 2);
    ink.fill();
    ink.fillStyle = 'rgba(120,200,140,0.8)';
    ink.beginPath();
    ink.ellipse(x + w * 0.7, y + h * 0.85, w * 0.2, h * 0.1, 0.4, 0, Math.PI * 2);
    ink.fill();
  } else {
    ink.fillStyle = css(place.palette.lit(place.palette.grass, 0.6));
    ink.beginPath();
    ink.ellipse(x + w * 0.3, y + h * 1.05, w * 0.7, h * 0.3, 0, 0, Math.PI * 2);
    ink.fill();
  }
  ink.restore();
  ink.strokeStyle = css(inside(place, str(strokes.frame, '#f3ead9')));
  ink.lineWidth = 14;
  outline();
  ink.stroke();
  if (!strokes.round) {
    ink.lineWidth = 8;
    ink.beginPath();
    ink.moveTo(x + w / 2, y);
    ink.lineTo(x + w / 2, y + h);
    ink.moveTo(x, y + h * 0.46);
    ink.lineTo(x + w, y + h * 0.46);
    ink.stroke();
  }
  if (strokes.curtains) {
    for (const side of [-1, 1]) {
      const cx = side < 0 ? x - 34 : x + w + 34;
      for (let k = 0; k < 5; k += 1) {
        ink.fillStyle = css(inside(place, str(strokes.curtains, '#b4504a'), 0.8 + (k % 2) * 0.25));
        ink.beginPath();
        ink.moveTo(cx - side * k * 18, y - 34);
        ink.quadraticCurveTo(cx - side * k * 18, y + h * 0.6, cx - side * k * 9, y + h + 60);
        ink.lineTo(cx - side * (k + 1) * 9, y + h + 60);
        ink.quadraticCurveTo(cx - side * (k + 1) * 18, y + h * 0.6, cx - side * (k + 1) * 18, y - 34);
        ink.fill();
      }
    }
    ink.fillStyle = css(inside(place, '#6d4a30'));
    ink.fillRect(x - 60, y - 42, w + 120, 11);
  }
};

const BOOKS = ['#a8443c', '#3d6c9c', '#4d8a5c', '#c9953c', '#7a4f8e', '#d9c7a0', '#39475f', '#b56a3a'];

/** Shelves filled with books. */
export const shelves: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 5);
  const [w, rows] = [num(strokes.width, 330), num(strokes.rows, 6)];
  const h = num(strokes.height, 560);
  const from = strokes.x === undefined ? Math.floor(leftOf(place) / w) * w : place.width * num(strokes.x, 0.2) - w / 2;
  const until = strokes.x === undefined ? rightOf(place) : from + 1;
  for (let x = from; x < until; x += w * 1.04) {
    const y = place.horizon + 14 - h;
    ink.fillStyle = css(inside(place, '#6b4429'));
    ink.fillRect(x, y - 14, w, h + 14);
    ink.fillStyle = css(inside(place, '#3d2616'));
    ink.fillRect(x + 12, y, w - 24, h - 10);
    for (let r = 0; r < rows; r += 1) {
      const shelf = y + ((r + 1) / rows) * (h - 8);
      for (let bx = x + 16; bx < x + w - 26;) {
        const [bw, bh] = [9 + random() * 13, (h / rows) * (0.6 + random() * 0.27)];
        if (random() < 0.93) {
          const tone = inside(place, BOOKS[Math.floor(random() * BOOKS.length)] ?? '#a8443c', 0.85 + random() * 0.25);
          ink.fillStyle = css(tone);
          ink.fillRect(bx, shelf - bh - 6, bw - 1.5, bh);
          ink.fillStyle = css(shade(tone, 1.3), 0.7);
          ink.fillRect(bx, shelf - bh * 0.8 - 6, bw - 1.5, 4);
        }
        bx += bw;
      }
      ink.fillStyle = css(inside(place, '#835636'));
      ink.fillRect(x + 8, shelf - 6, w - 16, 9);
    }
  }
};

/** A board or screen on the wall: chalk sums, charts, or a glowing display. */
export const board: StillPainter = (ink, place, strokes) => {
  const [w, h] = [num(strokes.width, 560), num(strokes.height, 270)];
  const x = place.width * num(strokes.x, 0.5) - w / 2;
  const y = place.horizon - num(strokes.up, 450);
  ink.fillStyle = css(inside(place, str(strokes.frame, '#8a5f3a')));
  ink.beginPath();
  ink.roundRect(x - 14, y - 14, w + 28, h + 28, 8);
  ink.fill();
  ink.fillStyle = strokes.screen ? css(rgb(str(strokes.colour, '#0f2b44'))) : css(inside(place, str(strokes.colour, '#2f5d4b')));
  ink.fillRect(x, y, w, h);
  const random = randomFrom(place.seed + strokes.seed);
  ink.strokeStyle = strokes.screen ? '#5fe0d8' : 'rgba(245,245,235,0.85)';
  ink.lineWidth = 4;
  ink.lineCap = 'round';
  ink.beginPath();
  if (strokes.screen) {
    for (let i = 0; i <= 24; i += 1) ink.lineTo(x + 16 + (i / 24) * (w - 32), y + h * 0.55 + Math.sin(i * 0.8) * h * 0.2 * random());
  } else {
    ink.moveTo(x + w * 0.08, y + h * 0.85);
    ink.lineTo(x + w * 0.08, y + h * 0.45);
    ink.moveTo(x + w * 0.06, y + h * 0.82);
    ink.lineTo(x + w * 0.3, y + h * 0.82);
    ink.moveTo(x + w * 0.09, y + h * 0.78);
    ink.quadraticCurveTo(x + w * 0.2, y + h * 0.76, x + w * 0.28, y + h * 0.48);
    ink.moveTo(x + w * 0.74, y + h * 0.76);
    ink.lineTo(x + w * 0.92, y + h * 0.76);
    ink.lineTo(x + w * 0.83, y + h * 0.42);
    ink.closePath();
  }
  ink.stroke();
  if (strokes.screen) return;
  ink.fillStyle = 'rgba(245,245,235,0.9)';
  ink.font = `${Math.round(h * 0.2)}px "Noto Sans", sans-serif`;
  ink.fillText('E = mc²', x + w * 0.36, y + h * 0.36);
  ink.fillText('2 + 3 = 5', x + w * 0.37, y + h * 0.72);
};

/** A bench, counter or desk with a front, in front of the wall. */
export const counter: StillPainter = (ink, place, strokes) => {
  const [w, h] = [place.width * num(strokes.width, 0.5), num(strokes.height, 170)];
  const x = place.width * num(strokes.x, 0.5) - w / 2;
  const y = place.horizon + num(strokes.down, 26) - h;
  const tone = str(strokes.colour, '#e9e2d4');
  ink.fillStyle = css([0, 0, 0], 0.2);
  ink.fillRect(x - 8, y + h - 4, w + 16, 14);
  ink.fillStyle = css(inside(place, tone, 0.92));
  ink.fillRect(x, y, w, h);
  const doors = Math.max(2, Math.round(w / 150));
  for (let i = 0; i < doors; i += 1) {
    ink.strokeStyle = css(inside(place, tone, 0.7));
    ink.lineWidth = 4;
    ink.strokeRect(x + (i / doors) * w + 10, y + 30, w / doors - 20, h - 44);
    ink.fillStyle = css(inside(place, '#9a8f7c'));
    ink.fillRect(x + ((i + 0.5) / doors) * w - 16, y + 40, 32, 7);
  }
  ink.fillStyle = css(inside(place, str(strokes.top, '#6d5540')));
  ink.fillRect(x - 12, y - 6, w + 24, 24);
};

/** Boards, curtains and footlights of a theatre. */
export const curtain: StillPainter = (ink, place, strokes) => {
  const tone = rgb(str(strokes.colour, '#a3202f'));
  const folds = (from: number, to: number, bottom: number, dim: number) => {
    const n = Math.round(Math.abs(to - from) / 44);
    for (let i = 0; i < n; i += 1) {
      const [a, b] = [from + ((to - from) * i) / n, from + ((to - from) * (i + 1)) / n];
      const fold = ink.createLinearGradient(a, 0, b, 0);
      fold.addColorStop(0, css(place.palette.grade(shade(tone, 0.5 * dim))));
      fold.addColorStop(0.5, css(place.palette.grade(shade(tone, 1.05 * dim))));
      fold.addColorStop(1, css(place.palette.grade(shade(tone, 0.5 * dim))));
      ink.fillStyle = fold;
      ink.beginPath();
      ink.moveTo(a, -900);
      ink.lineTo(b + 1, -900);
      ink.lineTo(b + 1, bottom);
      ink.quadraticCurveTo((a + b) / 2, bottom + 16, a, bottom);
      ink.fill();
    }
  };
  if (strokes.back) return folds(leftOf(place), rightOf(place), place.horizon, 0.55);
  folds(leftOf(place), place.width * 0.13, place.horizon + 90, 1);
  folds(place.width * 0.87, rightOf(place), place.horizon + 90, 1);
  folds(leftOf(place), rightOf(place), 92, 1.1);
  ink.fillStyle = css(place.palette.grade(rgb('#d8a83c')));
  ink.fillRect(leftOf(place), 98, rightOf(place) - leftOf(place), 12);
};

/** Cones of light from above that search the stage. */
export const spotlights: LivePainter = (place, strokes) => {
  const cones = [
    [0.22, '#fff1c4', 0],
    [0.5, '#ffffff', 2],
    [0.78, str(strokes.colour, '#c4dcff'), 4],
  ] as const;
  const foot = place.mainLine;
  return (ink: Ink, seconds: number) => {
    ink.globalCompositeOperation = 'lighter';
    for (const [u, hex, phase] of cones) {
      const x = place.width * u;
      const aim = place.width * (0.5 + (u - 0.5) * 0.55) + Math.sin(seconds * 0.7 + phase) * 60;
      const gradient = ink.createLinearGradient(x, 60, aim, foot);
      gradient.addColorStop(0, css(rgb(hex), 0.34));
      gradient.addColorStop(1, css(rgb(hex), 0.05));
      ink.fillStyle = gradient;
      ink.beginPath();
      ink.moveTo(x - 12, 40);
      ink.lineTo(x + 12, 40);
      ink.lineTo(aim + 150, foot);
      ink.lineTo(aim - 150, foot);
      ink.fill();
      ink.fillStyle = css(rgb(hex), 0.16);
      ink.beginPath();
      ink.ellipse(aim, foot, 150, 30, 0, 0, Math.PI * 2);
      ink.fill();
    }
    ink.globalCompositeOperation = 'source-over';
  };
};

/** Panels, lamps and a control desk of a space ship. */
export const bulkhead: StillPainter = (ink, place) => {
  const step = 230;
  for (let x = Math.floor(leftOf(place) / step) * step, i = 0; x < rightOf(place); x += step, i += 1) {
    ink.fillStyle = css(place.palette.grade(rgb(i % 2 ? '#59677f' : '#4d5a72')));
    ink.beginPath();
    ink.roundRect(x + 5, place.horizon - 190, step - 10, 180, 14);
    ink.fill();
    for (let k = 0; k < 9; k += 1) {
      ink.fillStyle = ['#66e0ff', '#ffb347', '#ff5f6d', '#8dff9d'][(k * 7 + i) % 4] ?? '#66e0ff';
      ink.beginPath();
      ink.roundRect(x + 34 + (k % 3) * 58, place.horizon - 158 + Math.floor(k / 3) * 44, 38, 20, 6);
      ink.fill();
    }
  }
  ink.fillStyle = '#7ff0ff';
  ink.fillRect(leftOf(place), place.horizon - 8, rightOf(place) - leftOf(place), 6);
};

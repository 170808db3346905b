import { createCanvas } from '@napi-rs/canvas';
import { css, luma, mix, rgb, shade, type Rgb } from '../light/colour.js';
import { settled } from '../settled.js';
import { randomFrom } from '../random.js';
import { leftOf, num, rightOf, type LivePainter, type Place, type StillPainter } from './place.js';

/** Gradient from zenith to horizon, with the glow of sun or moon, and a fine dither against banding. */
export const sky: StillPainter = (ink, place) => {
  const { palette, horizon } = place;
  const gradient = ink.createLinearGradient(0, Math.min(-120, horizon - 700), 0, horizon + 40);
  palette.sky.forEach((stop, i) => gradient.addColorStop([0, 0.4, 0.75, 1][i] ?? 1, css(stop)));
  ink.fillStyle = gradient;
  ink.fillRect(leftOf(place), -900, rightOf(place) - leftOf(place), 2900);
};

export const orb: StillPainter = (ink, place) => {
  const { palette } = place;
  if (!palette.orb || palette.sunShare <= 0) return;
  const { x, y, radius } = orbPlace(place);
  const colour = palette.grade(rgb(palette.orb.colour));
  const halo = palette.grade(rgb(palette.orb.halo));
  const reach = palette.orb.reach * 1.15;
  const glow = ink.createRadialGradient(x, y, radius * 0.6, x, y, reach);
  for (const [stop, alpha] of [
    [0, 0.75],
    [0.18, 0.42],
    [0.45, 0.16],
    [1, 0],
  ] as const)
    glow.addColorStop(stop, css(halo, alpha * palette.sunShare));
  ink.fillStyle = glow;
  ink.fillRect(x - reach, y - reach, reach * 2, reach * 2);
  if (palette.sunShare < 0.2) return;
  ink.fillStyle = css(colour, Math.min(1, palette.sunShare + 0.2));
  ink.beginPath();
  ink.arc(x, y, radius, 0, Math.PI * 2);
  ink.fill();
  if (!palette.orb.moon) return;
  ink.fillStyle = css(mix(colour, [120, 130, 160], 0.35), 0.55);
  for (const [dx, dy, r] of [
    [-0.3, -0.2, 0.22],
    [0.25, 0.3, 0.28],
    [0.35, -0.35, 0.14],
    [-0.15, 0.45, 0.13],
    [-0.55, 0.25, 0.12],
  ] as const) {
    ink.beginPath();
    ink.arc(x + dx * radius, y + dy * radius, r * radius, 0, Math.PI * 2);
    ink.fill();
  }
};

/** Where sun or moon stands, for whoever reflects it. */
export const orbPlace = (place: Place) => {
  const { height, x, radius } = place.palette.orb ?? { height: 0.8, x: 0.7, radius: 40 };
  const top = Math.max(90, place.horizon * (1 - height));
  return { x: x * place.width, y: Math.min(place.horizon - 30 + (height <= 0 ? 40 : 0), top), radius };
};

/** A field of stars; a few of them twinkle. `share` above 1 fills a space sky. */
export const stars: StillPainter = (ink, place, strokes) => {
  const share = num(strokes.share, place.palette.stars);
  if (share <= 0.05) return;
  const random = randomFrom(place.seed + 11);
  const bottom = num(strokes.bottom, place.horizon);
  for (let i = 0; i < 420 * share; i += 1) {
    const [x, y, size, tone] = [leftOf(place) + random() * place.width * 2.5, -300 + random() * (bottom + 300), random(), random()];
    const fade = strokes.bottom ? 1 : Math.max(0, 1 - y / bottom) ** 0.6;
    ink.fillStyle = css(
      tone > 0.8 ? [255, 226, 190] : tone < 0.2 ? [190, 210, 255] : [255, 255, 255],
      (0.25 + 0.75 * random()) * fade * Math.min(1, share),
    );
    ink.beginPath();
    ink.arc(x, y, 0.8 + size ** 4 * 2.6, 0, Math.PI * 2);
    ink.fill();
  }
};

export const twinkles: LivePainter = (place, strokes) => {
  const share = num(strokes.share, place.palette.stars);
  if (share <= 0.3) return undefined;
  const random = randomFrom(place.seed + 12);
  const bottom = num(strokes.bottom, place.horizon * 0.75);
  const bright = Array.from({ length: 22 }, () => ({
    x: random() * place.width,
    y: random() * bottom,
    phase: random() * 7,
    speed: 1 + random() * 2.5,
    size: 2 + random() * 2.4,
  }));
  const shooting = share > 0.6 ? { x: place.width * (0.2 + random() * 0.5), y: 60 + random() * 140, at: 0.6 + random() * 1.4 } : undefined;
  return (ink, seconds) => {
    for (const star of bright) {
      const glow = 0.5 + 0.5 * Math.sin(seconds * star.speed + star.phase);
      ink.fillStyle = css([255, 250, 235], (0.2 + 0.8 * glow) * Math.min(1, share));
      const r = star.size * (0.7 + 0.5 * glow);
      ink.beginPath();
      ink.moveTo(star.x, star.y - r * 2.2);
      ink.quadraticCurveTo(star.x, star.y, star.x + r * 2.2, star.y);
      ink.quadraticCurveTo(star.x, star.y, star.x, star.y + r * 2.2);
      ink.quadraticCurveTo(star.x, star.y, star.x - r * 2.2, star.y);
      ink.quadraticCurveTo(star.x, star.y, star.x, star.y - r * 2.2);
      ink.fill();
    }
    const flight = shooting ? (seconds % 6) - shooting.at : -1;
    if (shooting && flight > 0 && flight < 0.7) {
      ink.strokeStyle = css([255, 255, 255], 0.8 * Math.sin((flight / 0.7) * Math.PI));
      ink.lineWidth = 3;
      ink.beginPath();
      ink.moveTo(shooting.x + flight * 420, shooting.y + flight * 170);
      ink.lineTo(shooting.x + flight * 420 - 110, shooting.y + flight * 170 - 44);
      ink.stroke();
    }
  };
};

const cloudPicture = (place: Place, random: () => number, body: Rgb, belly: Rgb) => {
  const [w, h] = [440, 190];
  const scale = Math.min(1.2, place.scale);
  const picture = createCanvas(Math.ceil(w * scale), Math.ceil(h * scale));
  const ink = picture.getContext('2d');
  ink.scale(scale, scale);
  const gradient = ink.createLinearGradient(0, 20, 0, h - 20);
  gradient.addColorStop(0, css(body, 0.96));
  gradient.addColorStop(0.65, css(mix(body, belly, 0.5), 0.9));
  gradient.addColorStop(1, css(belly, 0.75));
  ink.fillStyle = gradient;
  ink.beginPath();
  const puffs = 5 + Math.floor(random() * 3);
  for (let i = 0; i < puffs; i += 1) {
    const u = (i + 0.5) / puffs;
    const r = 30 + 52 * Math.sin(u * Math.PI) * (0.7 + random() * 0.5);
    const x = 60 + u * (w - 120);
    ink.moveTo(x + r, h - 45);
    ink.arc(x, h - 45 - r * 0.55, r, 0, Math.PI * 2);
  }
  ink.fill();
  ink.beginPath();
  ink.roundRect(34, h - 78, w - 68, 52, 26);
  ink.fill();
  return { picture: settled(picture), w, h };
};

/** Clouds that drift with the wind. */
export const clouds: LivePainter = (place, strokes) => {
  const { palette } = place;
  const random = randomFrom(place.seed + 21 + strokes.seed);
  const sunny = luma(palette.sky[2] ?? [200, 200, 200]);
  const body = mix(palette.sky[3] ?? [255, 255, 255], mix([255, 255, 255], palette.light, 0.4), sunny * 0.75);
  const belly = mix(body, palette.sky[1] ?? body, 0.55);
  const tone = palette.clouds > 1 ? 0.72 : 1;
  const shapes = [0, 1, 2].map(() => cloudPicture(place, random, shade(body, tone), shade(belly, tone)));
  const amount = Math.round(num(strokes.amount, 3 + palette.clouds * 6));
  const wind = place.setting.weather === 'wind' || place.setting.weather === 'storm' ? 60 : 14;
  const span = place.width * 1.7;
  const top = num(strokes.top, 30);
  const bottom = num(strokes.bottom, place.horizon * 0.6);
  const drifting = Array.from({ length: amount }, (_, i) => {
    const near = random();
    return {
      shape: shapes[i % 3] ?? shapes[0],
      x: ((i + random() * 0.7) / amount) * span,
      y: top + (bottom - top) * (1 - near) * random(),
      size: 0.5 + near * 0.75,
      speed: wind * (0.4 + near),
      alpha: 0.55 + 0.4 * near,
    };
  });
  return (ink, seconds) => {
    for (const cloud of drifting) {
      if (!cloud.shape) continue;
      const x = ((cloud.x + cloud.speed * seconds) % span) - place.width * 0.35;
      ink.globalAlpha = cloud.alpha * Math.min(1, 0.6 + palette.clouds * 0.4);
      ink.drawImage(cloud.shape.picture, x, cloud.y, cloud.shape.w * cloud.size, cloud.shape.h * cloud.size * 0.8);
    }
    ink.globalAlpha = 1;
  };
};

/** A rainbow from ground to ground. */
export const rainbow: StillPainter = (ink, place) => {
  const tones = ['#e8453c', '#f58b33', '#f7d038', '#5cb85c', '#3d8fd9', '#6a56c2'];
  const radius = Math.min(place.width * 0.46, place.horizon * 1.02);
  tones.forEach((tone, i) => {
    ink.strokeStyle = css(place.palette.grade(rgb(tone)), 0.62);
    ink.lineWidth = 24;
    ink.beginPath();
    ink.arc(place.width * 0.5, place.horizon + 60, radius - i * 23, Math.PI, 0);
    ink.stroke();
  });
};

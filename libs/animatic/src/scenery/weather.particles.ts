import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { css, mix, rgb } from '../light/colour.js';
import { type Falloff, softDisc } from '../light/soft.disc.js';
import { randomFrom } from '../random.js';
import { settled } from '../settled.js';
import { num, type Ink, type LivePainter, type Place } from './place.js';
import { stamp, stampAll } from './stamp.js';

type Falling = { x: number; y: number; z: number; phase: number };

const scatter = (place: Place, amount: number, seed: number): Falling[] => {
  const random = randomFrom(place.seed + seed);
  return Array.from({ length: Math.round((amount * place.width) / 1778) }, () => ({
    x: random(),
    y: random(),
    z: 0.35 + random() * 0.65,
    phase: random() * 6.28,
  }));
};

/** Wraps a moving value into the frame and a margin around it. */
const wrap = (value: number, size: number) => ((value % size) + size) % size;

/** Drops fall in sheets, each at a distance of its own: near ones are longer, brighter and quicker. */
const RAIN_SHEETS = [
  { z: 0.44, share: 0.28, alpha: 0.3, thickness: 1.5 },
  { z: 0.62, share: 0.29, alpha: 0.3, thickness: 1.5 },
  { z: 0.86, share: 0.43, alpha: 0.5, thickness: 2.4 },
];

const rain = (place: Place, amount: number, slant: number) => {
  const random = randomFrom(place.seed + 101);
  const colour = css(mix(place.palette.sky[3] ?? [255, 255, 255], [255, 255, 255], 0.5));
  const sheets = RAIN_SHEETS.map(({ z, share, alpha, thickness }) => {
    const picture = createCanvas(Math.ceil(place.width * place.scale), Math.ceil(1000 * place.scale));
    const brush = picture.getContext('2d');
    brush.scale(place.scale, place.scale);
    brush.strokeStyle = colour;
    brush.globalAlpha = alpha;
    brush.lineWidth = thickness;
    for (let drop = Math.round((amount * share * place.width) / 1778); drop > 0; drop -= 1) {
      const [x, y] = [random() * place.width, random() * 1000];
      // What hangs over an edge comes in at the other one, so that the sheet can be rolled on for ever.
      for (const dx of [0, place.width])
        for (const dy of [0, -1000]) {
          brush.beginPath();
          brush.moveTo(x + dx, y + dy);
          brush.lineTo(x + dx - slant * 42 * z, y + dy + 62 * z);
          brush.stroke();
        }
    }
    return { picture: settled(picture), z };
  });
  return (ink: Ink, seconds: number) => {
    for (const { picture, z } of sheets) roll(ink, picture, -seconds * slant * 900 * z * place.scale, seconds * 1500 * z * place.scale);
  };
};

/** Covers the frame with a picture of its size that has been pushed so many pixels, and comes in again where it goes out. */
const roll = (ink: Ink, picture: Canvas, x: number, y: number) => {
  const { width, height } = picture;
  const [left, top] = [wrap(Math.round(x), width), wrap(Math.round(y), height)];
  const m = ink.getTransform();
  ink.setTransform(1, 0, 0, 1, 0, 0);
  for (const dx of [left - width, left]) for (const dy of [top - height, top]) ink.drawImage(picture, dx, dy);
  ink.setTransform(m);
};

const FLAKE_SIZES = 6;
/** Farther out than this no part of a flake is seen; stage units. */
const OUT = 20;

const snow = (place: Place, amount: number, wind: number) => {
  const flakes = scatter(place, amount, 103);
  const sizeOf = (z: number) => Math.min(FLAKE_SIZES - 1, Math.floor(((z - 0.35) / 0.65) * FLAKE_SIZES));
  const pictures = Array.from({ length: FLAKE_SIZES }, (_, size) => {
    const z = 0.35 + (0.65 * (size + 0.5)) / FLAKE_SIZES;
    const r = (1.6 + z ** 3 * 5.4) * place.scale;
    const picture = createCanvas(Math.ceil(r * 2) + 2, Math.ceil(r * 2) + 2);
    const brush = picture.getContext('2d');
    brush.fillStyle = `rgba(255,255,255,${z > 0.75 ? 0.92 : 0.6})`;
    brush.beginPath();
    brush.arc(picture.width / 2, picture.height / 2, r, 0, Math.PI * 2);
    brush.fill();
    return settled(picture);
  });
  return (ink: Ink, seconds: number) =>
    stampAll(ink, (lay) => {
      for (const flake of flakes) {
        const y = wrap(flake.y * 1100 + seconds * 130 * flake.z, 1100) - 50;
        const x =
          wrap(flake.x * place.width * 1.2 + Math.sin(seconds * 1.2 + flake.phase) * 26 + seconds * wind * flake.z, place.width * 1.2) -
          place.width * 0.1;
        if (x > -OUT && x < place.width && y > -OUT && y < 1000) lay(pictures[sizeOf(flake.z)]!, x, y);
      }
    });
};

const FOG: Falloff = [
  [0, 1],
  [0.5, 0.5],
  [1, 0],
];

const banks = (place: Place, colour: string, alpha: number, speed: number, amount = 7) => {
  const random = randomFrom(place.seed + 107);
  const tone = rgb(colour);
  const fog = Array.from({ length: amount }, (_, i) => {
    const bank = {
      x: (i / amount) * 1.8,
      y: 0.3 + random() * 0.65,
      w: 0.5 + random() * 0.5,
      h: 110 + random() * 130,
      speed: 0.5 + random(),
    };
    const size = { width: bank.w * place.width * place.scale, height: bank.h * 2 * place.scale };
    return { ...bank, picture: softDisc(tone, { ...size, strength: alpha, falloff: FOG }) };
  });
  return (ink: Ink, seconds: number) => {
    for (const bank of fog) {
      const x = wrap(bank.x * place.width + seconds * speed * bank.speed, place.width * 1.9) - place.width * 0.45;
      stamp(ink, bank.picture, x - bank.w * place.width * 0.5, bank.y * 1000 - bank.h);
    }
  };
};

const leaves = (place: Place, amount: number, speed: number, tones: readonly (readonly [number, number, number])[]) => {
  const flying = scatter(place, amount, 109);
  return (ink: Ink, seconds: number) => {
    flying.forEach((leaf, i) => {
      const x = wrap(leaf.x * place.width * 1.3 + seconds * speed * (0.6 + leaf.z), place.width * 1.3) - place.width * 0.15;
      const y = wrap(leaf.y * 1100 + seconds * 70 * leaf.z + Math.sin(seconds * 2 + leaf.phase) * 60, 1100) - 50;
      ink.save();
      ink.translate(x, y);
      ink.rotate(seconds * 2.4 * leaf.z + leaf.phase);
      ink.scale(1, Math.cos(seconds * 3 + leaf.phase));
      ink.fillStyle = css(tones[i % tones.length] ?? [200, 150, 60], 0.95);
      ink.beginPath();
      const s = 8 + leaf.z * 11;
      ink.moveTo(-s, 0);
      ink.quadraticCurveTo(0, -s * 0.8, s, 0);
      ink.quadraticCurveTo(0, s * 0.8, -s, 0);
      ink.fill();
      ink.restore();
    });
  };
};

const lightning = (place: Place) => {
  const random = randomFrom(place.seed + 113);
  const strikes = Array.from({ length: 24 }, (_, i) => ({
    at: 0.5 + i * 1.9 + random() * 0.9,
    x: place.width * (0.12 + random() * 0.76),
    bends: Array.from({ length: 9 }, () => (random() - 0.5) * 90),
  }));
  return (ink: Ink, seconds: number) => {
    const strike = strikes.find((s) => seconds >= s.at && seconds < s.at + 0.42);
    if (!strike) return;
    const u = (seconds - strike.at) / 0.42;
    const flash = u < 0.15 ? 1 : u < 0.3 ? 0.25 : u < 0.45 ? 0.8 : Math.max(0, 1 - u) * 0.6;
    ink.fillStyle = `rgba(214,224,255,${0.32 * flash})`;
    ink.fillRect(-place.width, -500, place.width * 3, 2000);
    for (const [width, colour] of [
      [16, `rgba(170,190,255,${0.3 * flash})`],
      [5, `rgba(255,255,255,${flash})`],
    ] as const) {
      ink.strokeStyle = colour;
      ink.lineWidth = width;
      ink.lineJoin = 'round';
      ink.beginPath();
      ink.moveTo(strike.x, -30);
      strike.bends.forEach((bend, i) => ink.lineTo(strike.x + bend + i * 7, (place.horizon * (i + 1)) / strike.bends.length));
      ink.stroke();
    }
  };
};

/** Lightning that the text names although no storm is told. */
export const lightningBolts: LivePainter = (place) => lightning(place);

/** What falls, drifts and flashes between the lens and the scene. Indoors the weather stays outside. */
export const weather: LivePainter = (place, strokes) => {
  const share = num(strokes.share, 1);
  const { season } = place.setting;
  const parts: ((ink: Ink, seconds: number) => void)[] = [];
  const leafTones = [place.palette.leafAccent, place.palette.leaf].map((tone) => place.palette.lit(tone, 0.05));
  switch (place.setting.weather) {
    case 'rain':
      parts.push(rain(place, 270 * share, 0.12));
      break;
    case 'storm':
      parts.push(lightning(place), rain(place, 400 * share, 0.42));
      break;
    case 'snow':
      parts.push(snow(place, 300 * share, 24));
      break;
    case 'fog':
      parts.push(banks(place, '#e4e8ea', place.palette.lamps > 0.6 ? 0.28 : 0.5, 26));
      break;
    case 'wind':
      parts.push(leaves(place, 44, 620, season === 'winter' ? [[255, 255, 255]] : leafTones));
      break;
    case 'sandstorm':
      parts.push(
        banks(place, '#c98f4a', 0.55, 420, 9),
        rain({ ...place, palette: { ...place.palette, sky: [[0, 0, 0], [0, 0, 0], [0, 0, 0], rgb('#e0b06a')] } }, 100, 6),
      );
      break;
    case 'clear':
    case 'cloudy':
      if (season === 'autumn') parts.push(leaves(place, 20, 50, leafTones));
      if (season === 'spring')
        parts.push(leaves(place, 22, 40, [place.palette.lit([250, 200, 218], 0), place.palette.lit([255, 228, 236], 0)]));
  }
  return (ink, seconds) => parts.forEach((part) => part(ink, seconds));
};

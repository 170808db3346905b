import { css, mix, rgb } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { num, type Ink, type LivePainter, type Place } from './place.js';

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

const rain = (place: Place, amount: number, slant: number) => {
  const drops = scatter(place, amount, 101);
  const colour = css(mix(place.palette.sky[3] ?? [255, 255, 255], [255, 255, 255], 0.5));
  return (ink: Ink, seconds: number) => {
    ink.strokeStyle = colour;
    for (const near of [false, true]) {
      ink.globalAlpha = near ? 0.5 : 0.3;
      ink.lineWidth = near ? 2.4 : 1.5;
      // Paths of few drops: the cost of a path grows faster than its length.
      let open = 0;
      ink.beginPath();
      for (const drop of drops) {
        if (drop.z > 0.72 !== near) continue;
        if ((open += 1) % 24 === 0) {
          ink.stroke();
          ink.beginPath();
        }
        const y = wrap(drop.y * 1200 + seconds * 1500 * drop.z, 1200) - 100;
        const x = wrap(drop.x * place.width * 1.3 - seconds * slant * 900 * drop.z, place.width * 1.3) - place.width * 0.15;
        ink.moveTo(x, y);
        ink.lineTo(x - slant * 42 * drop.z, y + 62 * drop.z);
      }
      ink.stroke();
    }
    ink.globalAlpha = 1;
  };
};

const snow = (place: Place, amount: number, wind: number) => {
  const flakes = scatter(place, amount, 103);
  return (ink: Ink, seconds: number) => {
    ink.fillStyle = '#ffffff';
    for (const near of [false, true]) {
      ink.globalAlpha = near ? 0.92 : 0.6;
      ink.beginPath();
      for (const flake of flakes) {
        if (flake.z > 0.75 !== near) continue;
        const y = wrap(flake.y * 1100 + seconds * 130 * flake.z, 1100) - 50;
        const x =
          wrap(flake.x * place.width * 1.2 + Math.sin(seconds * 1.2 + flake.phase) * 26 + seconds * wind * flake.z, place.width * 1.2) -
          place.width * 0.1;
        const r = 1.6 + flake.z ** 3 * 5.4;
        ink.moveTo(x + r, y);
        ink.arc(x, y, r, 0, Math.PI * 2);
      }
      ink.fill();
    }
    ink.globalAlpha = 1;
  };
};

const banks = (place: Place, colour: string, alpha: number, speed: number, amount = 7) => {
  const random = randomFrom(place.seed + 107);
  const fog = Array.from({ length: amount }, (_, i) => ({
    x: (i / amount) * 1.8,
    y: 0.3 + random() * 0.65,
    w: 0.5 + random() * 0.5,
    h: 110 + random() * 130,
    speed: 0.5 + random(),
  }));
  const [r, g, b] = rgb(colour);
  return (ink: Ink, seconds: number) => {
    for (const bank of fog) {
      const x = wrap(bank.x * place.width + seconds * speed * bank.speed, place.width * 1.9) - place.width * 0.45;
      const [w, h] = [bank.w * place.width * 0.5, bank.h];
      ink.save();
      ink.translate(x, bank.y * 1000);
      ink.scale(w / h, 1);
      const gradient = ink.createRadialGradient(0, 0, 0, 0, 0, h);
      gradient.addColorStop(0, css([r, g, b], alpha));
      gradient.addColorStop(0.5, css([r, g, b], alpha * 0.5));
      gradient.addColorStop(1, css([r, g, b], 0));
      ink.fillStyle = gradient;
      ink.fillRect(-h, -h, h * 2, h * 2);
      ink.restore();
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
      parts.push(rain(place, 420 * share, 0.12));
      break;
    case 'storm':
      parts.push(lightning(place), rain(place, 620 * share, 0.42));
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
        rain({ ...place, palette: { ...place.palette, sky: [[0, 0, 0], [0, 0, 0], [0, 0, 0], rgb('#e0b06a')] } }, 160, 6),
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

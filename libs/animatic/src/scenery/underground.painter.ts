import { css, mix, rgb, shade } from '../light/colour.js';
import { randomFrom, ridgeNoise } from '../random.js';
import { below, distanceOf, leftOf, num, rightOf, str, type LivePainter, type StillPainter } from './place.js';

/** The mouth of a cave: rock all round, light in the opening. */
export const cavern: StillPainter = (ink, place, strokes) => {
  const noise = ridgeNoise(place.seed + strokes.seed * 37);
  const rock = rgb(str(strokes.colour, '#4a4253'));
  const open = num(strokes.open, 0.44);
  const tone = place.palette.grade(mix(rock, rgb('#0d0b14'), num(strokes.dark, 0.3)));
  const gradient = ink.createRadialGradient(
    place.width / 2,
    place.horizon - 120,
    160,
    place.width / 2,
    place.horizon - 120,
    place.width * 0.8,
  );
  gradient.addColorStop(0, css(shade(tone, 1.22)));
  gradient.addColorStop(1, css(shade(tone, 0.42)));
  ink.fillStyle = gradient;
  ink.beginPath();
  ink.rect(leftOf(place), -900, rightOf(place) - leftOf(place), 2700);
  for (let i = 0; i <= 64; i += 1) {
    const angle = (-i / 64) * Math.PI * 2;
    const wobble = 1 + noise(Math.cos(angle) * 2.4 + Math.sin(angle) * 1.7 + 9) * 0.22;
    const y = place.horizon - 90 + Math.sin(angle) * 430 * (open / 0.44) * wobble;
    ink.lineTo(
      place.width / 2 + Math.cos(angle) * place.width * open * wobble,
      Math.sin(angle) > 0 ? Math.min(y, place.horizon + num(strokes.sill, 90) + noise(i) * 14) : y,
    );
  }
  ink.closePath();
  ink.fill('evenodd');
};

/** Stone teeth from the ceiling. */
export const stalactites: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 41);
  const rock = place.palette.grade(rgb(str(strokes.colour, '#37313f')));
  const up = strokes.up === true;
  for (let x = leftOf(place); x < rightOf(place); x += 36 + random() * 80) {
    const edge = 0.35 + 0.65 * Math.min(1, Math.abs(x - place.width / 2) / (place.width * 0.5));
    const [w, h] = [24 + random() * 40, num(strokes.size, 260) * (0.25 + random()) * edge];
    const root = up ? 1060 : -60;
    const tip = up ? 1020 - h * 0.5 : h;
    const gradient = ink.createLinearGradient(x - w, 0, x + w, 0);
    gradient.addColorStop(0, css(shade(rock, 0.6)));
    gradient.addColorStop(0.6, css(shade(rock, 1.15)));
    gradient.addColorStop(1, css(shade(rock, 0.5)));
    ink.fillStyle = gradient;
    ink.beginPath();
    ink.moveTo(x - w, root);
    ink.quadraticCurveTo(x - w * 0.2, (root + tip) / 2, x, tip);
    ink.quadraticCurveTo(x + w * 0.2, (root + tip) / 2, x + w, root);
    ink.fill();
  }
};

/** Crystals that glow in the dark. */
export const crystals: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + 43);
  const tones = ['#62d9ff', '#b07bff', '#6dffc8'];
  for (let i = 0; i < num(strokes.amount, 12); i += 1) {
    const x = place.width * (i % 2 ? 0.72 + random() * 0.5 : 0.28 - random() * 0.5);
    const y = below(place, num(strokes.top, 0.2)) + random() * 60;
    const tone = rgb(tones[i % 3] ?? '#62d9ff');
    const glow = ink.createRadialGradient(x, y - 30, 2, x, y - 30, 120);
    glow.addColorStop(0, css(tone, 0.4));
    glow.addColorStop(1, css(tone, 0));
    ink.fillStyle = glow;
    ink.fillRect(x - 120, y - 150, 240, 240);
    for (const lean of [-0.5, 0, 0.45]) {
      const h = 40 + random() * 60;
      ink.fillStyle = css(shade(tone, 0.8 + lean * 0.4), 0.92);
      ink.beginPath();
      ink.moveTo(x + lean * 20 - 10, y);
      ink.lineTo(x + lean * h - 7, y - h * 0.8);
      ink.lineTo(x + lean * h, y - h);
      ink.lineTo(x + lean * h + 8, y - h * 0.75);
      ink.lineTo(x + lean * 20 + 11, y);
      ink.fill();
    }
  }
};

/** The cone of a volcano with its glowing throat and streams of lava. */
export const cone: StillPainter = (ink, place, strokes) => {
  const noise = ridgeNoise(place.seed + 47);
  const distance = distanceOf(strokes.depth);
  const foot = below(place, num(strokes.top, 0.06)) + 20;
  const [x, h] = [place.width * num(strokes.x, 0.56), num(strokes.rise, 430)];
  const w = h * 1.35;
  const top = foot - h;
  const mouth = h * 0.2;
  const sky = ink.createRadialGradient(x, top, 10, x, top, h * 1.15);
  sky.addColorStop(0, 'rgba(255,140,50,0.75)');
  sky.addColorStop(0.4, 'rgba(255,90,40,0.28)');
  sky.addColorStop(1, 'rgba(255,70,30,0)');
  ink.fillStyle = sky;
  ink.fillRect(x - h * 1.2, top - h * 1.2, h * 2.4, h * 2.4);
  const rock = rgb('#54464c');
  const gradient = ink.createLinearGradient(x - w, 0, x + w, 0);
  gradient.addColorStop(0, css(place.palette.lit(shade(rock, 0.6), distance)));
  gradient.addColorStop(0.5, css(place.palette.lit(shade(rock, 0.95), distance)));
  gradient.addColorStop(1, css(place.palette.lit(shade(rock, 1.2), distance)));
  ink.fillStyle = gradient;
  ink.beginPath();
  ink.moveTo(x - w, foot + 90);
  for (let u = 0; u <= 1; u += 0.05) ink.lineTo(x - w + (w - mouth) * u ** 0.72, foot + 60 - (h + 60) * u ** 1.5 + noise(u * 9) * 9);
  ink.lineTo(x - mouth * 0.4, top + 26);
  ink.lineTo(x + mouth * 0.3, top + 20);
  for (let u = 1; u >= 0; u -= 0.05) ink.lineTo(x + w - (w - mouth) * u ** 0.72, foot + 60 - (h + 60) * u ** 1.5 + noise(u * 9 + 20) * 9);
  ink.lineTo(x + w, foot + 90);
  ink.fill();
  for (const [start, sway, width] of [
    [-0.35, -0.75, 13],
    [0.1, 0.22, 17],
    [0.5, 0.85, 10],
  ] as const) {
    for (const [grow, colour] of [
      [2.4, 'rgba(255,70,20,0.45)'],
      [1.2, '#ff7a24'],
      [0.5, '#ffdf70'],
    ] as const) {
      ink.strokeStyle = colour;
      ink.lineWidth = width * grow;
      ink.lineCap = 'round';
      ink.beginPath();
      ink.moveTo(x + start * mouth, top + 18);
      ink.bezierCurveTo(
        x + start * mouth + sway * 20,
        top + h * 0.3,
        x + sway * h * 0.3 + 24,
        top + h * 0.45,
        x + sway * h * 0.62,
        foot + 20,
      );
      ink.stroke();
    }
  }
  ink.fillStyle = '#ffb648';
  ink.beginPath();
  ink.ellipse(x, top + 20, mouth * 0.85, 13, 0, 0, Math.PI * 2);
  ink.fill();
};

/** Sparks and smoke from a fire mountain, or embers and fireflies in the air. */
export const embers: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + 53);
  const fountain = strokes.fountain === true;
  const x = place.width * num(strokes.x, 0.56);
  const y = below(place, num(strokes.top, 0.06)) - num(strokes.rise, 430) + 30;
  const colour = rgb(str(strokes.colour, '#ffb14a'));
  const sparks = Array.from({ length: num(strokes.amount, 60) }, () => ({
    angle: (random() - 0.5) * 1.5,
    speed: 180 + random() * 260,
    offset: random(),
    size: 2 + random() * 4,
    x: random() * place.width,
    y: random(),
  }));
  return (ink, seconds) => {
    ink.fillStyle = css(colour);
    for (const half of [0, 1]) {
      ink.globalAlpha = half ? 0.9 : 0.5;
      ink.beginPath();
      sparks.forEach((spark, i) => {
        if (i % 2 !== half) return;
        const u = (seconds * (fountain ? 0.55 : 0.12) + spark.offset) % 1;
        const px = fountain
          ? x + Math.sin(spark.angle) * spark.speed * u * 1.3
          : spark.x + Math.sin(seconds * 1.3 + spark.offset * 20) * 30;
        const py = fountain
          ? y - Math.cos(spark.angle) * spark.speed * u * 1.5 + 430 * u * u
          : place.horizon + 200 - u * 520 * (0.4 + spark.y) + spark.y * 300;
        const size = spark.size * (fountain ? 1.3 - u : Math.max(0.1, Math.sin(u * Math.PI)));
        ink.moveTo(px + size, py);
        ink.arc(px, py, size, 0, Math.PI * 2);
      });
      ink.fill();
    }
    ink.globalAlpha = 1;
  };
};

/** Lights that wander and pulse: fireflies, will-o'-the-wisps. */
export const wisps: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + 59);
  const colour = rgb(str(strokes.colour, '#eaff8a'));
  const always = strokes.always === true;
  const lights = Array.from({ length: always || place.palette.lamps > 0.6 ? num(strokes.amount, 22) : 0 }, () => ({
    x: random() * place.width,
    y: place.horizon * 0.7 + random() * (980 - place.horizon * 0.7),
    phase: random() * 6.3,
    speed: 0.5 + random(),
  }));
  return (ink, seconds) => {
    for (const light of lights) {
      const [x, y] = [
        light.x + Math.sin(seconds * light.speed + light.phase) * 40,
        light.y + Math.cos(seconds * light.speed * 0.8 + light.phase) * 26,
      ];
      const pulse = 0.35 + 0.65 * Math.max(0, Math.sin(seconds * 2.1 * light.speed + light.phase));
      for (const [r, alpha] of [
        [15, 0.12],
        [8, 0.25],
        [3.2, 0.95],
      ] as const) {
        ink.fillStyle = css(colour, alpha * pulse);
        ink.beginPath();
        ink.arc(x, y, r, 0, Math.PI * 2);
        ink.fill();
      }
    }
  };
};

/** A tower of smoke that rolls upwards. */
export const smoke: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + 61);
  const x = place.width * num(strokes.x, 0.56);
  const y = below(place, num(strokes.top, 0.06)) - num(strokes.rise, 430) + 20;
  const tone = place.palette.lit(str(strokes.colour, '#4c444a'), 0.4);
  const puffs = Array.from({ length: num(strokes.amount, 14) }, (_, i, all = num(strokes.amount, 14)) => ({
    offset: i / all,
    sway: (random() - 0.5) * 90,
    size: 0.7 + random() * 0.6,
  }));
  return (ink, seconds) => {
    for (const puff of puffs) {
      const u = (seconds * 0.07 + puff.offset) % 1;
      const r = (24 + u * 120) * puff.size * num(strokes.size, 1);
      ink.fillStyle = css(u < 0.15 ? mix([255, 130, 60], tone, u / 0.15) : tone, 0.4 * (1 - u));
      ink.beginPath();
      ink.arc(x + puff.sway * u + u * u * 130, y - u * 420 * num(strokes.size, 1), r, 0, Math.PI * 2);
      ink.fill();
    }
  };
};

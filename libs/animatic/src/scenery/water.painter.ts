import { css, mix, rgb, shade } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { below, leftOf, num, rightOf, type LivePainter, type StillPainter } from './place.js';
import { orbPlace } from './sky.painter.js';
import { local } from './terrain.painter.js';

/** A sheet of water from a line to the camera (or to `bottom`), coloured by the sky above it. */
export const water: StillPainter = (ink, place, strokes) => {
  const top = below(place, num(strokes.top, 0));
  const bottom = num(strokes.bottom, 1) >= 1 ? 1700 : below(place, num(strokes.bottom, 1));
  const { palette } = place;
  const own = local({ ...place, palette: { ...palette, snow: 0 } }, strokes.colour, '#2f7fb0');
  const gradient = ink.createLinearGradient(0, top, 0, Math.min(bottom, 1050));
  gradient.addColorStop(0, css(mix(palette.sky[3] ?? [0, 0, 0], palette.lit(own, 0.7), 0.45)));
  gradient.addColorStop(0.18, css(mix(palette.sky[2] ?? [0, 0, 0], palette.lit(own, 0.4), 0.6)));
  gradient.addColorStop(1, css(palette.lit(shade(own, 0.55), 0)));
  ink.fillStyle = gradient;
  ink.fillRect(leftOf(place), top, rightOf(place) - leftOf(place), bottom - top);
  if (!palette.orb || palette.sunShare < 0.2) return;
  // The road of light below sun or moon.
  const { x } = orbPlace(place);
  const random = randomFrom(place.seed + 77);
  for (let i = 0; i < 70; i += 1) {
    const v = (i / 70) ** 1.5;
    const y = top + 4 + v * (Math.min(bottom, 1000) - top);
    const w = (26 + v * 130) * (0.4 + random());
    ink.fillStyle = css(palette.grade(rgb(palette.orb.halo)), (0.5 - v * 0.36) * palette.sunShare);
    ink.beginPath();
    ink.ellipse(x + (random() - 0.5) * (20 + v * 190), y, w * 0.5, 1.6 + v * 4, 0, 0, Math.PI * 2);
    ink.fill();
  }
};

/** Glints that come and go, and crests that roll: the moving part of any water. */
export const waves: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 13);
  const top = below(place, num(strokes.top, 0)) + 6;
  const bottom = num(strokes.bottom, 1) >= 1 ? 1060 : below(place, num(strokes.bottom, 1));
  const stormy = place.setting.weather === 'storm' ? 2.4 : place.setting.weather === 'wind' ? 1.5 : 1;
  const light = mix(place.palette.sky[3] ?? [255, 255, 255], [255, 255, 255], 0.5);
  const glints = Array.from({ length: num(strokes.amount, 80) }, () => {
    const v = random() ** 1.3;
    return {
      x: leftOf(place) + random() * place.width * 2.5,
      v,
      y: top + v * (bottom - top),
      w: (18 + v * 74) * (0.5 + random()),
      phase: random() * 6.28,
      speed: 0.8 + random() * 1.3,
    };
  });
  const buckets = [0.12, 0.24, 0.38];
  return (ink, seconds) => {
    // Few alpha steps, one path each: far cheaper than a fill for every glint.
    ink.strokeStyle = css(light);
    ink.lineCap = 'round';
    for (const [bucket, alpha] of buckets.entries()) {
      for (const thick of [0, 1]) {
        ink.globalAlpha = alpha;
        ink.lineWidth = 2 + thick * 2.6;
        ink.beginPath();
        for (const glint of glints) {
          const shine = Math.sin(seconds * glint.speed + glint.phase);
          if (shine <= 0 || Math.min(2, Math.floor(shine * 3)) !== bucket || (glint.v > 0.4 ? 1 : 0) !== thick) continue;
          const x = glint.x + seconds * (6 + glint.v * 22);
          const y = glint.y + Math.sin(seconds * 1.4 + glint.phase) * (2 + glint.v * 6) * stormy;
          ink.moveTo(x, y);
          ink.quadraticCurveTo(x + glint.w * 0.5, y - (2 + glint.v * 7) * stormy, x + glint.w, y);
        }
        ink.stroke();
      }
    }
    ink.globalAlpha = 1;
  };
};

/** One rolling swell in front of what floats. */
export const swell: LivePainter = (place, strokes) => {
  const line = below(place, num(strokes.top, 0.6));
  const own = local({ ...place, palette: { ...place.palette, snow: 0 } }, strokes.colour, '#2a78a8');
  const storm = place.setting.weather === 'storm';
  const height = num(strokes.rise, 12) * (storm ? 3.4 : 1);
  const fill = css(mix(place.palette.lit(shade(own, 0.8), 0.15), place.palette.sky[2] ?? own, 0.25));
  const body = storm ? css(mix(place.palette.lit(own, 0.1), place.palette.light, 0.12), 0.92) : fill;
  const crest = css(mix(place.palette.lit(own, 0.1), [255, 255, 255], 0.55), 0.7);
  const bottom = line + num(strokes.deep, 90) + (storm ? height * 2 : 0);
  return (ink, seconds) => {
    // In a storm the waves are long, run fast and have peaks in place of round backs.
    const y = storm
      ? (x: number) =>
          line +
          height * 0.8 -
          Math.abs(Math.sin(x / 210 + seconds * 1.3 + strokes.seed)) * height * 1.9 +
          Math.sin(x / 47 - seconds * 2.6) * height * 0.2
      : (x: number) => line + Math.sin(x / 95 + seconds * 1.1 + strokes.seed) * height + Math.sin(x / 41 - seconds * 1.7) * height * 0.35;
    ink.beginPath();
    ink.moveTo(-place.width * 0.4, bottom);
    for (let x = -place.width * 0.4; x <= place.width * 1.4; x += 22) ink.lineTo(x, y(x));
    ink.lineTo(place.width * 1.4, bottom);
    const gradient = ink.createLinearGradient(0, line - height * (storm ? 1.2 : 1), 0, bottom);
    gradient.addColorStop(0, body);
    if (storm) gradient.addColorStop(0.5, fill);
    gradient.addColorStop(1, fill.replace(/[\d.]+\)$/, '0)'));
    ink.fillStyle = gradient;
    ink.fill();
    ink.strokeStyle = crest;
    ink.lineWidth = storm ? 5 : 2.5;
    ink.beginPath();
    for (let x = -place.width * 0.4; x <= place.width * 1.4; x += 22) ink.lineTo(x, y(x));
    ink.stroke();
  };
};

/** The surf on a beach: foam that comes and goes. */
export const surf: LivePainter = (place, strokes) => {
  const line = below(place, num(strokes.top, 0.3));
  return (ink, seconds) => {
    const push = Math.sin(seconds * 0.9) * 14;
    for (const [k, alpha] of [
      [0, 0.9],
      [1, 0.45],
      [2, 0.25],
    ] as const) {
      ink.strokeStyle = css(mix([255, 255, 255], place.palette.light, 0.25), alpha);
      ink.lineWidth = 9 - k * 2.5;
      ink.beginPath();
      for (let x = -place.width * 0.5; x <= place.width * 1.5; x += 24)
        ink.lineTo(x, line + push * (1 - k * 0.3) - k * 20 + Math.sin(x / 120 + k) * 13 + Math.sin(x / 47 + seconds * 0.6 + k * 2) * 5);
      ink.stroke();
    }
  };
};

/** The blue room below the surface. */
export const depths: StillPainter = (ink, place) => {
  const night = place.palette.stars > 0.5 ? 0.45 : place.palette.lamps > 0.6 ? 0.7 : 1;
  const gradient = ink.createLinearGradient(0, -80, 0, 1000);
  for (const [stop, hex] of [
    [0, '#8fe3ee'],
    [0.2, '#3fb4d6'],
    [0.55, '#1a78b0'],
    [1, '#0b3a6e'],
  ] as const)
    gradient.addColorStop(stop, css(place.palette.grade(shade(rgb(hex), night))));
  ink.fillStyle = gradient;
  ink.fillRect(leftOf(place), -900, rightOf(place) - leftOf(place), 2900);
};

/** Shafts of light that sway: under water, in forests and through windows. */
export const rays: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + 5);
  const shafts = Array.from({ length: num(strokes.amount, 6) }, (_, i, all = num(strokes.amount, 6)) => ({
    x: place.width * ((i + random() * 0.7) / all) * 1.2 - place.width * 0.05,
    w: 30 + random() * 80,
    phase: random() * 6,
    alpha: 0.06 + random() * 0.1,
  }));
  const colour = strokes.warm ? mix(place.palette.light, [255, 240, 200], 0.4) : ([215, 250, 255] as const);
  const strength = num(strokes.strength, 1) * (place.palette.stars > 0.5 ? 0.45 : 1);
  return (ink, seconds) => {
    for (const shaft of shafts) {
      const sway = Math.sin(seconds * 0.5 + shaft.phase) * 40;
      const gradient = ink.createLinearGradient(0, -40, 0, 820);
      gradient.addColorStop(0, css(colour, shaft.alpha * strength * (1.1 + 0.5 * Math.sin(seconds * 0.9 + shaft.phase))));
      gradient.addColorStop(1, css(colour, 0));
      ink.fillStyle = gradient;
      ink.beginPath();
      ink.moveTo(shaft.x - shaft.w * 0.3, -60);
      ink.lineTo(shaft.x + shaft.w * 0.3, -60);
      ink.lineTo(shaft.x + shaft.w * 1.3 + sway - 120, 840);
      ink.lineTo(shaft.x - shaft.w * 0.9 + sway - 120, 840);
      ink.fill();
    }
  };
};

/** Bubbles that rise and wobble. */
export const bubbles: LivePainter = (place, strokes) => {
  const random = randomFrom(place.seed + 6);
  const rising = Array.from({ length: num(strokes.amount, 34) }, () => ({
    x: random() * place.width,
    y: random() * 1100,
    r: 3 + random() ** 2 * 13,
    speed: 60 + random() * 90,
    phase: random() * 6,
  }));
  return (ink, seconds) => {
    ink.strokeStyle = 'rgba(235,252,255,0.65)';
    ink.lineWidth = 2;
    ink.beginPath();
    for (const bubble of rising) {
      const y = 1050 - ((1100 - bubble.y + bubble.speed * seconds) % 1100);
      const x = bubble.x + Math.sin(seconds * 2 + bubble.phase) * 9;
      ink.moveTo(x + bubble.r, y);
      ink.arc(x, y, bubble.r, 0, Math.PI * 2);
      ink.moveTo(x - bubble.r * 0.2, y - bubble.r * 0.5);
      ink.arc(x - bubble.r * 0.35, y - bubble.r * 0.4, bubble.r * 0.18, 0, Math.PI * 2);
    }
    ink.stroke();
  };
};

/** Corals and weed on the sea bed. */
export const reef: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 3);
  const line = below(place, num(strokes.top, 0.6));
  const far = num(strokes.fade, 0);
  const deep = place.palette.grade(rgb('#1a78b0'));
  for (let x = leftOf(place); x < rightOf(place); x += 46 + random() * 90) {
    const kind = random();
    const tone = mix(
      place.palette.grade(rgb(['#ff7b6b', '#ffb15c', '#e56bb0', '#8f6be0', '#4fc08d'][Math.floor(random() * 5)] ?? '#ff7b6b')),
      deep,
      0.25 + far,
    );
    const h = num(strokes.size, 120) * (0.5 + random() * 0.8);
    const y = line + random() * 60;
    ink.strokeStyle = css(kind < 0.45 ? mix(place.palette.grade(rgb('#2f9a68')), deep, 0.2 + far) : tone);
    ink.lineCap = 'round';
    if (kind < 0.45) {
      ink.lineWidth = 9;
      for (const side of [-1, 0, 1]) {
        ink.beginPath();
        ink.moveTo(x + side * 12, y);
        ink.bezierCurveTo(
          x + side * 20 + 22,
          y - h * 0.5,
          x + side * 24 - 26,
          y - h * 0.9,
          x + side * 30 + 10,
          y - h * (1.5 - Math.abs(side) * 0.4),
        );
        ink.stroke();
      }
    } else if (kind < 0.8) {
      const twig = (bx: number, by: number, l: number, angle: number, n: number) => {
        const [ex, ey] = [bx + Math.cos(angle) * l, by + Math.sin(angle) * l];
        ink.lineWidth = 4 + n * 4;
        ink.beginPath();
        ink.moveTo(bx, by);
        ink.lineTo(ex, ey);
        ink.stroke();
        if (n > 0) for (const turn of [-0.5, 0.45]) twig(ex, ey, l * 0.7, angle + turn * (0.8 + random() * 0.5), n - 1);
      };
      twig(x, y, h * 0.36, -Math.PI / 2, 3);
    } else {
      ink.fillStyle = css(tone);
      ink.beginPath();
      ink.ellipse(x, y, h * 0.5, h * 0.42, 0, Math.PI, 0);
      ink.fill();
    }
  }
};

import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, fromHsl, mix, multiply, rgb, shade, toHsl, type Rgb } from '../light/colour.js';
import type { Palette } from '../light/palette.js';
import { randomFrom } from '../random.js';
import type { Pose } from './pose.js';
import type { Sprite } from './sprite.js';

/** Colours of a drawn body, already in the light of the scene. */
export interface Body {
  kind: 'person' | 'beast' | 'flower';
  top: Rgb;
  legs: Rgb;
  skin: Rgb;
  belly: Rgb;
  /** Head height in parts of the whole figure. */
  head: number;
}

export const PUPPET_ASPECT = { person: 0.6, beast: 1.22, flower: 0.56 } as const;

const CLOTHES = ['#3d6fb4', '#b4483d', '#3f8f6b', '#8a5ab0', '#d08a2e', '#4a5568', '#c25b86'];

/** Average of the opaque pixels in a part of a sprite. */
function sample(sprite: Sprite, left: number, top: number, right: number, bottom: number): Rgb {
  const { width, height } = sprite.picture;
  const area = sprite.picture
    .getContext('2d')
    .getImageData(
      Math.floor(left * width),
      Math.floor(top * height),
      Math.max(1, Math.floor((right - left) * width)),
      Math.max(1, Math.floor((bottom - top) * height)),
    ).data;
  let [r, g, b, n] = [0, 0, 0, 0];
  for (let i = 0; i < area.length; i += 4) {
    if ((area[i + 3] ?? 0) < 200) continue;
    [r, g, b, n] = [r + (area[i] ?? 0), g + (area[i + 1] ?? 0), b + (area[i + 2] ?? 0), n + 1];
  }
  return n ? [r / n, g / n, b / n] : [150, 130, 120];
}

const isSkin = (colour: Rgb) => {
  const [hue, saturation, lightness] = toHsl(...colour);
  return hue > 17 && hue < 58 && saturation > 0.3 && lightness > 0.2;
};

/** Chooses the clothes of a head: what its bust wears, the colour the text names, or one by chance. */
export function bodyFor(kind: Body['kind'], head: Sprite, dyed: Rgb | undefined, palette: Palette, seed: number): Body {
  const random = randomFrom(seed);
  const lit = (colour: Rgb) => palette.grade(multiply(colour, mix(palette.ambient, [255, 255, 255], 0.18)));
  if (kind === 'flower') {
    const stem = lit(rgb('#4d8a3c'));
    return { kind, top: stem, legs: shade(stem, 0.8), skin: stem, belly: stem, head: 0.5 };
  }
  if (kind === 'beast') {
    const fur = sample(head, 0.3, 0.12, 0.7, 0.4);
    return { kind, top: fur, legs: shade(fur, 0.84), skin: fur, belly: mix(fur, [255, 245, 230], 0.35), head: 0.7 };
  }
  const collar = sample(head, 0.25, 0.9, 0.75, 1);
  const bust = !isSkin(collar);
  const picked = lit(rgb(CLOTHES[Math.floor(random() * CLOTHES.length)] ?? '#3d6fb4'));
  const top = dyed ? lit(dyed) : bust ? collar : picked;
  const face = sample(head, 0.4, 0.55, 0.6, 0.75);
  const [hue, saturation, lightness] = toHsl(...top);
  const legs = dyed && !bust ? shade(top, 0.7) : bust ? fromHsl(hue, saturation, lightness * 0.82) : lit(rgb('#39415a'));
  return { kind, top, legs, skin: isSkin(face) ? face : bust ? collar : lit(rgb('#f2bf8f')), belly: top, head: bust ? 0.52 : 0.46 };
}

const limb = (ink: SKRSContext2D, colour: Rgb, width: number, points: readonly (readonly [number, number])[]) => {
  ink.strokeStyle = css(colour);
  ink.lineWidth = width;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  ink.beginPath();
  points.forEach(([x, y]) => ink.lineTo(x, y));
  ink.stroke();
};

/** Draws a body of height 1 with its foot at the origin, facing right, and the head on top. */
export function paintPuppet(ink: SKRSContext2D, body: Body, head: Sprite, pose: Pose): void {
  if (body.kind === 'person') paintPerson(ink, body, head, pose);
  else if (body.kind === 'beast') paintBeast(ink, body, head, pose);
  else paintFlower(ink, body, head, pose);
}

function paintFlower(ink: SKRSContext2D, body: Body, head: Sprite, pose: Pose) {
  const nod = Math.sin(pose.stride) * 0.03 + pose.turn * 0.1;
  ink.strokeStyle = css(body.top);
  ink.lineWidth = 0.05;
  ink.lineCap = 'round';
  ink.beginPath();
  ink.moveTo(0, 0);
  ink.quadraticCurveTo(-0.03, -0.35, nod, -0.75);
  ink.stroke();
  for (const [side, at, tone] of [
    [-1, -0.2, body.legs],
    [1, -0.34, body.top],
  ] as const) {
    ink.fillStyle = css(tone);
    ink.beginPath();
    ink.moveTo(-0.01, at + 0.08);
    ink.quadraticCurveTo(side * 0.14, at + 0.04, side * 0.26, at - 0.1);
    ink.quadraticCurveTo(side * 0.08, at - 0.1, -0.01, at + 0.08);
    ink.fill();
  }
  const width = body.head * head.aspect;
  ink.drawImage(head.picture, nod - width / 2, -1, width, body.head);
}

function paintPerson(ink: SKRSContext2D, body: Body, head: Sprite, pose: Pose) {
  const hip = -0.27 * (1 - 0.55 * pose.seated);
  const shoulder = hip - 0.29;
  const dark = shade(body.legs, 0.8);
  for (const leg of [-1, 1]) {
    const reach = Math.sin(pose.stride + (leg > 0 ? Math.PI : 0)) * pose.swing * 0.2;
    const lift = Math.max(0, Math.cos(pose.stride + (leg > 0 ? Math.PI : 0))) * pose.swing * 0.08;
    const foot: [number, number] = pose.seated > 0.3 ? [0.17 * pose.seated + leg * 0.05, -0.03] : [leg * 0.065 + reach, -0.03 - lift];
    const knee: [number, number] =
      pose.seated > 0.3
        ? [0.17 * pose.seated + leg * 0.05, hip + 0.02]
        : [leg * 0.06 + reach * 0.6 + 0.02 * pose.swing, hip * 0.5 - lift * 0.8];
    limb(ink, leg < 0 ? dark : body.legs, 0.095, [[leg * 0.055, hip], knee, foot]);
    limb(ink, shade(body.legs, 0.45), 0.07, [
      [foot[0] - 0.015, foot[1]],
      [foot[0] + 0.045, foot[1]],
    ]);
  }
  const arm = (which: number, behind: boolean) => {
    const swing = pose.swing > 0.3 ? Math.sin(pose.stride + (which < 0 ? Math.PI : 0)) * pose.swing * 0.16 : 0;
    const raise = Math.max(-1, Math.min(1, pose.arms * (which > 0 ? 1 : 0.85)));
    const angle = (raise * Math.PI) / 2.3;
    const [ex, ey] = [which * (0.12 + 0.05 * Math.cos(angle)) + swing * 0.5, shoulder + 0.06 - Math.sin(angle) * 0.1];
    const [hx, hy] = [which * (0.12 + 0.13 * Math.cos(angle)) + swing, shoulder + 0.06 - Math.sin(angle) * 0.21];
    limb(ink, behind ? shade(body.top, 0.78) : shade(body.top, 0.92), 0.075, [
      [which * 0.1, shoulder + 0.06],
      [ex, ey],
      [hx, hy],
    ]);
    limb(ink, body.skin, 0.066, [
      [hx, hy],
      [hx + which * 0.008, hy + 0.004],
    ]);
  };
  arm(-1, true);
  const gradient = ink.createLinearGradient(-0.15, 0, 0.15, 0);
  gradient.addColorStop(0, css(shade(body.top, 0.82)));
  gradient.addColorStop(0.6, css(body.top));
  gradient.addColorStop(1, css(shade(body.top, 1.1)));
  ink.fillStyle = gradient;
  ink.beginPath();
  ink.roundRect(-0.135, shoulder, 0.27, hip - shoulder + 0.035, [0.09, 0.09, 0.05, 0.05]);
  ink.fill();
  arm(1, false);
  const width = body.head * head.aspect;
  ink.drawImage(head.picture, -width / 2, shoulder - body.head + (body.head > 0.5 ? 0.16 : 0.06), width, body.head);
}

function paintBeast(ink: SKRSContext2D, body: Body, head: Sprite, pose: Pose) {
  const back = -0.62 * (1 - 0.4 * pose.seated);
  const legs = [
    [-0.4, 0],
    [-0.26, Math.PI],
    [0.06, Math.PI * 0.5],
    [0.2, Math.PI * 1.5],
  ] as const;
  const tail = Math.sin(pose.stride * 0.7) * 0.06;
  limb(ink, shade(body.legs, 0.92), 0.085, [
    [-0.46, back + 0.14],
    [-0.58, back + 0.02 + tail],
    [-0.62, back - 0.12 + tail],
  ]);
  legs.forEach(([x, offset], i) => {
    const reach = Math.sin(pose.stride + offset) * pose.swing * 0.15;
    const lift = Math.max(0, Math.cos(pose.stride + offset)) * pose.swing * 0.07;
    limb(ink, shade(body.legs, i % 2 ? 1 : 0.8), 0.14, [
      [x, back * 0.55],
      [x + reach * 0.5, back * 0.3 - lift],
      [x + reach, -0.07 - lift],
    ]);
  });
  const gradient = ink.createLinearGradient(0, back - 0.1, 0, -0.1);
  gradient.addColorStop(0, css(shade(body.top, 1.06)));
  gradient.addColorStop(1, css(shade(body.top, 0.76)));
  ink.fillStyle = gradient;
  ink.beginPath();
  ink.ellipse(-0.11, back + 0.2, 0.42, 0.235, 0, 0, Math.PI * 2);
  ink.fill();
  const width = body.head * head.aspect;
  ink.drawImage(head.picture, 0.22 - width / 2 + 0.04, -1 + (-0.62 - back) * -1, width, body.head);
}

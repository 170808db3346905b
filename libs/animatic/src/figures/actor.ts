import type { Canvas } from '@napi-rs/canvas';
import { clamp, luma, mix, rgb, type Rgb } from '../light/colour.js';
import { softDisc } from '../light/soft.disc.js';
import { seedOf } from '../random.js';
import type { Ink, Place } from '../scenery/place.js';
import { stampMiddle } from '../scenery/stamp.js';
import { settled } from '../settled.js';
import { extras, type Extra } from './figure.traits.js';
import { poseOf, type Pose } from './gait.js';
import { bodyFor, paintPuppet, PUPPET_ASPECT, type Body } from './puppet.js';
import { brightnessOf, cutSprite, type Sprite } from './sprite.js';
import type { Role } from './cast.js';
import type { Figure } from './stage.layout.js';

const DYES: Record<string, Rgb> = {
  red: rgb('#c9302c'),
  orange: rgb('#ee8424'),
  yellow: rgb('#f2c230'),
  green: rgb('#3d9a50'),
  turquoise: rgb('#2bb1a8'),
  blue: rgb('#2f6fd0'),
  purple: rgb('#7d46b0'),
  pink: rgb('#ee82ab'),
  brown: rgb('#7a4f30'),
  black: rgb('#26262e'),
  white: rgb('#f2f2f4'),
  grey: rgb('#8a8f98'),
  gold: rgb('#dcae2c'),
  silver: rgb('#bcc4cf'),
};

const HELD: Extra = { emoji: '', from: 'front', motion: 'hold', every: 1, size: 0.36 };

/** What an action adds to the picture: what is held, or the sign of what is done. */
const ruleFor = ({ action, prop }: Role): Extra | undefined => {
  const rule = action && extras[action];
  if (!prop) return rule;
  return rule?.from === 'front' ? { ...rule, emoji: prop, motion: prop === rule.emoji ? rule.motion : 'hold' } : { ...HELD, emoji: prop };
};

/** A figure in its costume, ready to be painted at any instant. */
export class Actor {
  private readonly sprite: Sprite;
  private readonly body: Body | undefined;
  private readonly extra: { rule: Extra; picture: Canvas | undefined } | undefined;
  private readonly shadow: Canvas;
  private readonly glow: Canvas | undefined;
  private readonly haze: Canvas | undefined;

  constructor(
    readonly figure: Figure,
    svg: string,
    private readonly place: Place,
    private readonly durationSeconds: number,
    pixelsPerUnit: number,
    isSubject: boolean,
  ) {
    const { role } = figure;
    const { palette } = place;
    const { colour, qualities } = role.entity.attributes;
    const { puppet, person } = role.traits;
    const luminous =
      role.traits.luminous ||
      role.action === 'glow' ||
      qualities.some((q) => ['glowing', 'shining', 'bright', 'magical', 'luminous'].includes(q));
    const share = puppet === 'flower' ? 0.5 : puppet ? 0.7 : 1;
    const dyedClothes = puppet === 'person' && !/^[\u{1F916}\u{1F47D}]/u.test(role.emoji);
    const fromRight = (palette.orb?.x ?? 0.7) > figure.x / place.width;
    this.sprite = cutSprite(
      svg,
      figure.height * share * pixelsPerUnit * 1.08,
      { colour: dyedClothes ? undefined : colour, person, qualities, luminous: luminous && !puppet },
      palette,
      fromRight !== this.mirrored(),
      figure.plane === 'back' && figure.habitat !== 'sky' ? 0.22 : 0,
    );
    this.body = puppet && bodyFor(puppet, this.sprite, colour && DYES[colour], palette, seedOf(figure.key, place.seed));
    const rule = ruleFor(role);
    const sign = rule && place.illustration(rule.emoji, figure.height * rule.size * pixelsPerUnit);
    this.extra = rule && { rule, picture: sign && settled(sign) };
    this.shadow = softDisc(mix(palette.near, [0, 0, 0], 0.65));
    if (isSubject && !luminous && figure.habitat !== 'sky') this.haze = this.hazeBehind(pixelsPerUnit);
    this.glow = luminous ? softDisc(colour ? (DYES[colour] ?? [255, 230, 160]) : [255, 232, 170]) : undefined;
  }

  /** A storyboard artist lifts the subject off a ground of its own tone by a breath of haze behind it; none where it stands out. */
  private hazeBehind(pixelsPerUnit: number): Canvas | undefined {
    const { palette } = this.place;
    const ground = luma(palette.lit('#8c8f86', 0.35));
    const alpha = clamp((0.3 - Math.abs(brightnessOf(this.sprite) - ground)) / 0.3) * (ground < 0.4 ? 0.62 : 0.34);
    if (alpha < 0.08) return undefined;
    const light = mix(mix(palette.haze, palette.light, 0.45), [255, 255, 255], ground < 0.4 ? 0.22 : 0.6);
    const { width, height } = this.figure;
    return softDisc(light, { width: (width + height) * pixelsPerUnit, height: height * 1.6 * pixelsPerUnit, strength: alpha });
  }

  private mirrored(): boolean {
    const { facing } = this.figure.role.traits;
    if (this.body || this.figure.role.traits.puppet) return this.figure.facing < 0;
    return facing === 'front' ? false : facing === 'left' ? this.figure.facing > 0 : this.figure.facing < 0;
  }

  /** Where the foot is and how the figure is held, in stage units, with what carries it. */
  at(seconds: number): { x: number; y: number; pose: Pose; scale: number } {
    const { figure, place } = this;
    const share = clamp(seconds / this.durationSeconds);
    const pose = poseOf(figure.gait, seconds, share, figure.phase);
    if (place.setting.weather === 'storm' && figure.habitat === 'afloat') {
      pose.turn = 0.16 * Math.sin(seconds * 1.5 + figure.phase);
      pose.y = 0.06 * Math.sin(seconds * 1.9 + figure.phase);
    }
    let x = figure.x + (figure.carrier ? 0 : figure.facing * (share - 0.5) * figure.travel);
    let y = figure.y;
    let scale = 1;
    if (figure.circles) {
      const angle = figure.phase + (seconds * Math.PI * 2) / Math.max(5, this.durationSeconds);
      x += Math.cos(angle) * (figure.circles.width * 0.55 + figure.width * 0.6);
      y += Math.sin(angle) * (figure.habitat === 'ground' ? 34 : figure.circles.height * 0.2);
      scale = 1 + Math.sin(angle) * 0.14;
    }
    return { x: x + pose.x * figure.height, y: y + pose.y * figure.height, pose, scale };
  }

  paint(ink: Ink, seconds: number, carriedBy?: { x: number; y: number }): void {
    const { figure } = this;
    const { x: ownX, y: ownY, pose, scale } = this.at(seconds);
    const [x, y] = [ownX + (carriedBy?.x ?? 0), ownY + (carriedBy?.y ?? 0)];
    if (this.haze) stampMiddle(ink, this.haze, x, y - figure.height * 0.52);
    this.paintShadow(ink, x, pose, carriedBy !== undefined);
    if (this.glow) {
      const r = figure.height * (0.95 + 0.07 * Math.sin(seconds * 2.4 + figure.phase));
      ink.globalCompositeOperation = 'lighter';
      ink.globalAlpha = 0.42;
      ink.drawImage(this.glow, x - r, y - figure.height / 2 - r, r * 2, r * 2);
      ink.globalCompositeOperation = 'source-over';
      ink.globalAlpha = 1;
    }
    const airborne =
      figure.habitat === 'air' ||
      figure.habitat === 'sky' ||
      figure.habitat === 'water' ||
      figure.role.action === 'roll' ||
      figure.role.action === 'dive' ||
      figure.role.action === 'fall';
    const mirrored = this.mirrored();
    ink.save();
    ink.translate(x, y);
    if (figure.habitat === 'afloat' || figure.habitat === 'water') this.clipAtWater(ink, pose);
    const turn = pose.turn * (figure.facing > 0 ? 1 : -1);
    if (airborne) {
      ink.translate(0, -figure.height / 2);
      ink.rotate(turn);
      ink.translate(0, figure.height / 2);
    } else ink.rotate(turn);
    ink.scale(pose.stretchX * scale * (mirrored ? -1 : 1), pose.stretchY * scale);
    ink.globalAlpha =
      pose.alpha *
      (figure.role.entity.attributes.qualities.some((q) => ['ghostly', 'transparent', 'invisible'].includes(q)) ||
      figure.role.emoji === '👻'
        ? 0.72
        : 1);
    if (this.body) {
      ink.scale(figure.height, figure.height);
      paintPuppet(ink, this.body, this.sprite, pose);
    } else ink.drawImage(this.sprite.picture, -figure.width / 2, -figure.height, figure.width, figure.height);
    ink.restore();
    if (this.extra?.picture) this.paintExtra(ink, this.extra.rule, this.extra.picture, x, y, seconds);
  }

  private paintShadow(ink: Ink, x: number, pose: Pose, carried: boolean) {
    const { figure } = this;
    if (carried || figure.habitat === 'sky' || figure.habitat === 'afloat' || figure.habitat === 'water') return;
    const { scenery } = this.place.setting;
    if (['space', 'sky', 'underwater', 'sea', 'lake'].includes(scenery) && figure.habitat !== 'ground') return;
    const high = figure.habitat === 'air';
    const ground = high ? this.place.mainLine + 18 : figure.y;
    const w = figure.width * (high ? 0.36 : 0.56) * (1 - 0.35 * clamp(pose.lift));
    const h = Math.max(7, Math.min(40, w * (figure.plane === 'back' ? 0.07 : 0.13)));
    ink.globalAlpha = (high ? 0.2 : 0.62) * (1 - 0.4 * clamp(high ? 0 : pose.lift));
    ink.drawImage(this.shadow, x - w, ground - h, w * 2, h * 2);
    ink.globalAlpha = 1;
  }

  /** What swims or floats dips into the water; the line rocks with the waves. */
  private clipAtWater(ink: Ink, pose: Pose) {
    const { figure } = this;
    const { scenery } = this.place.setting;
    if (scenery === 'underwater') return;
    const draught = figure.habitat === 'water' ? 0.2 : figure.role.traits.person ? 0.1 : 0.05;
    const level = -pose.y * figure.height - draught * figure.height;
    ink.beginPath();
    ink.moveTo(-figure.width, -figure.height * 2);
    ink.lineTo(figure.width, -figure.height * 2);
    for (let i = 20; i >= -20; i -= 1) ink.lineTo((i / 20) * figure.width, level + Math.sin(i * 0.9 + pose.turn * 30) * 3.5);
    ink.clip();
  }

  private paintExtra(ink: Ink, rule: Extra, picture: Canvas, x: number, y: number, seconds: number) {
    const { figure } = this;
    const h = figure.height;
    const w = figure.width;
    const ahead = figure.facing;
    const origin = {
      head: [ahead * w * 0.3, -h * 0.95],
      face: [ahead * w * 0.2, -h * 0.7],
      body: [0, -h * 0.45],
      front: [ahead * w * 0.42, -h * 0.4],
    }[rule.from];
    const size = h * rule.size;
    const stamp = (dx: number, dy: number, scale: number, alpha: number, turn = 0) => {
      ink.save();
      ink.translate(x + (origin[0] ?? 0) + dx, y + (origin[1] ?? 0) + dy);
      ink.rotate(turn);
      ink.globalAlpha = clamp(alpha);
      ink.drawImage(picture, (-size * scale) / 2, (-size * scale) / 2, size * scale, size * scale);
      ink.restore();
    };
    const cycle = (offset: number) => ((seconds + figure.phase) / rule.every / 2 + offset) % 1;
    switch (rule.motion) {
      case 'hold':
        return stamp(0, Math.sin(seconds * 3 + figure.phase) * h * 0.02, 1, 1);
      case 'rise':
        for (const offset of [0, 0.5]) {
          const u = cycle(offset);
          stamp(Math.sin(u * 6 + offset * 9) * h * 0.07 + ahead * u * h * 0.16, -u * h * 0.42, 0.55 + u * 0.5, Math.sin(u * Math.PI) * 1.4);
        }
        return;
      case 'pop': {
        const u = cycle(0) * 2;
        return u > 1 ? undefined : stamp(0, -h * 0.08, Math.min(1, u * 6) * (1 + 0.08 * Math.sin(u * 12)), (1 - u) * 5);
      }
      case 'drop':
        for (const offset of [0, 0.33, 0.66]) {
          const u = cycle(offset);
          stamp(ahead * u * h * 0.08, u * u * h * 0.5, 1, 1.3 - u);
        }
        return;
      case 'flicker':
        for (let i = 0; i < 3; i += 1)
          stamp(
            (i - 1) * w * 0.27,
            -h * (0.08 + 0.12 * (i % 2)),
            0.9 + 0.16 * Math.sin(seconds * 11 + i * 2.1),
            0.94,
            0.08 * Math.sin(seconds * 7 + i),
          );
        return;
      case 'burst': {
        const u = cycle(0);
        return stamp(0, 0, 0.3 + Math.min(1, u * 5) * 0.9, 1.15 - u);
      }
      case 'toss': {
        const u = cycle(0);
        return stamp(0, -(Math.sin(u * Math.PI * 2) ** 2) * h * 0.12, 1, 1, Math.sin(u * Math.PI * 2) * 0.3);
      }
    }
  }
}

/** Width by height of a figure before it is cut, for the layout. */
export const aspectOf = (puppet: Body['kind'] | undefined, spriteAspect: () => number) => (puppet ? PUPPET_ASPECT[puppet] : spriteAspect());

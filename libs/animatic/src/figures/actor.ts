import type { Canvas } from '@napi-rs/canvas';
import { clamp, luma, mix } from '../light/colour.js';
import { softDisc } from '../light/soft.disc.js';
import { seedOf } from '../random.js';
import type { Ink, Place } from '../scenery/place.js';
import { stampMiddle } from '../scenery/stamp.js';
import { settled } from '../settled.js';
import { paintSign, ruleFor, type Sign } from './action.sign.js';
import type { Figure } from './figure.js';
import { DYES } from './dyes.js';
import { clipAtWater, paintShadow } from './footing.js';
import { poseOf, type Pose } from './pose.js';
import { bodyFor, paintPuppet, PUPPET_ASPECT, type Body } from './puppet.js';
import { brightnessOf, cutSprite, type Sprite } from './sprite.js';

/** Clothes follow from who it is and not from the shot: nobody changes them between two shots. */
const CLOTHES = 1;

/** A figure in its costume, ready to be painted at any instant. */
export class Actor {
  private readonly sprite: Sprite;
  private readonly body: Body | undefined;
  private readonly sign: Sign | undefined;
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
    this.body = puppet && bodyFor(puppet, this.sprite, colour && DYES[colour], palette, seedOf(figure.key, CLOTHES));
    const rule = ruleFor(role);
    const picture = rule && place.illustration(rule.emoji, figure.height * rule.size * pixelsPerUnit);
    this.sign = rule && picture && { rule, picture: settled(picture) };
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
    paintShadow(ink, this.shadow, figure, this.place, x, pose, carriedBy !== undefined);
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
    if (figure.habitat === 'afloat' || figure.habitat === 'water') clipAtWater(ink, figure, this.place, pose);
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
    if (this.sign) paintSign(ink, figure, this.sign, x, y, seconds);
  }
}

/** Width by height of a figure before it is cut, for the layout. */
export const aspectOf = (puppet: Body['kind'] | undefined, spriteAspect: () => number) => (puppet ? PUPPET_ASPECT[puppet] : spriteAspect());

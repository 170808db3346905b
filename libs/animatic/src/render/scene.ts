import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Shot } from '@polyreel/contracts';
import { CameraRig, isUniform, type Framing } from '../camera/camera.rig.js';
import { Actor, aspectOf } from '../figures/actor.js';
import { castOf, type Cast, type Role } from '../figures/cast.js';
import { layOut, type Figure, type Layout } from '../figures/stage.layout.js';
import { rasterise, spriteAspect } from '../figures/sprite.js';
import { css } from '../light/colour.js';
import { paletteOf } from '../light/palette.js';
import type { Look } from '../look.js';
import { seedOf } from '../random.js';
import type { Ink, Place } from '../scenery/place.js';
import { livePainters, recipeOf, stillPainters, type Recipe, type Stroke } from '../scenery/recipe.book.js';
import { weather } from '../scenery/weather.particles.js';
import { settled } from '../settled.js';
import { aim, bake, cropHidden, type Layer } from './layer.js';

/** The illustrations a shot needs: SVG by emoji. */
export type Illustrations = Record<string, string>;

/** A shot set up for painting: call `paint` for any instant, in any order. */
export interface Scene {
  cast: Cast;
  layout: Layout;
  place: Place;
  rig: CameraRig;
  paint(ink: Ink, seconds: number): void;
}

const HORIZONS = { eye_level: 0, low: 0.13, high: -0.17, birds_eye: -0.4, worms_eye: 0.24, dutch: 0, over_shoulder: -0.02 } as const;

function placeOf(shot: Shot, look: Look, recipe: Recipe, illustrations: Illustrations, spectacles: ReadonlySet<string>): Place {
  const width = (1000 * look.width) / look.height;
  const angle = HORIZONS[shot.camera.angle] * (recipe.indoor ? 0.6 : 1);
  const horizon = 1000 * Math.min(0.86, Math.max(0.14, recipe.horizon + angle));
  const setting =
    recipe.dark && shot.setting.timeOfDay !== 'night'
      ? { ...shot.setting, timeOfDay: 'dusk' as const, weather: 'clear' as const }
      : shot.setting;
  const roof = recipe.indoor ? 'indoor' : recipe.dark ? 'dark' : recipe.wet ? 'wet' : 'open';
  const palette = paletteOf(setting, shot.mood, look.style, roof);
  const drawn = new Map<string, Canvas>();
  return {
    width,
    horizon,
    backLine: horizon + recipe.back_line * (1000 - horizon),
    mainLine: horizon + recipe.main * (1000 - horizon),
    ...(recipe.bank === undefined ? {} : { bankLine: horizon + recipe.bank * (1000 - horizon) }),
    bridged: spectacles.has('bridge') && !recipe.indoor,
    dressed: new Set(shot.entities.flatMap((entity) => (entity.emoji ? [entity.emoji] : []))),
    palette: recipe.snowy ? { ...palette, snow: 1 } : roof === 'open' ? palette : { ...palette, snow: 0 },
    setting: shot.setting,
    seed: seedOf(shot.setting.scenery, look.seed),
    scale: look.height / 1000,
    illustration: (emoji, pixels) => {
      const svg = illustrations[emoji];
      if (!svg) return undefined;
      const key = `${emoji} ${Math.ceil(pixels / 32)}`;
      const known = drawn.get(key) ?? rasterise(svg, Math.ceil(pixels / 32) * 32);
      drawn.set(key, known);
      return known;
    },
  };
}

/** Where the camera stands for a shot size and angle: nearer shots walk up to the subject's face. */
function framingOf(shot: Shot, place: Place, subject: Figure | undefined): Framing {
  const { size, angle } = shot.camera;
  const framing: Framing = { x: 0, y: 0, advance: 0, lookX: 0, lookY: 0, roll: angle === 'dutch' ? -0.16 : 0 };
  // The share of the frame's height that the subject takes; the wider sizes are told by the layout.
  const wanted = { extreme_wide: 0, wide: 0, full: 0, medium: 0.86, close_up: 1.35, extreme_close_up: 2.3 }[size];
  if (!subject || wanted === 0) return framing;
  const front = subject.plane === 'main' ? 1 : subject.depth;
  const face = wanted > 1 ? 0.74 : 0.56;
  const magnification = Math.min(
    size === 'extreme_close_up' ? 5 : 3.4,
    Math.max(1.12, (wanted * 1000) / subject.height),
    (place.width * (wanted > 1 ? 1.15 : 0.8)) / subject.width,
  );
  framing.advance = Math.min(0.8, (1 - 1 / Math.max(1.02, magnification)) / front);
  const heads = subject.habitat === 'air' || subject.habitat === 'sky' || subject.habitat === 'water' ? 0.52 : face;
  framing.x = (subject.x - place.width / 2) / front;
  framing.y = (subject.y - subject.height * heads - 500) / front;
  return framing;
}

/** Strokes that lie so close behind each other are painted on one sheet: nobody sees them shift by a pixel, and a sheet costs time in every frame. */
const ONE_SHEET = 0.05;

/** Recipes place depth in strokes; neighbours of nearly one depth are painted on one sheet. */
function sheets(
  strokes: readonly Stroke[],
  place: Place,
  rig: CameraRig,
  look: Look,
  together: boolean,
  skip: ReadonlySet<string>,
): Layer[] {
  const layers: Layer[] = [];
  let pending: { depth: number; paints: ((ink: Ink) => void)[]; soft: boolean } | undefined;
  const flush = () => {
    if (!pending) return;
    const { depth, paints, soft } = pending;
    const layer = bake(
      rig,
      depth,
      look.height / 1000,
      (ink) => paints.forEach((paint) => paint(ink)),
      soft && look.quality !== 'draft' ? 5 : 0,
    );
    if (layer) layers.push(layer);
    pending = undefined;
  };
  for (const stroke of strokes) {
    if (skip.has(stroke.paint)) continue;
    const still = stillPainters[stroke.paint];
    if (still) {
      const soft = stroke.depth >= 1.3;
      if (pending && (pending.soft !== soft || (!together && Math.abs(pending.depth - stroke.depth) > ONE_SHEET))) flush();
      pending ??= { depth: stroke.depth, paints: [], soft };
      pending.paints.push((ink) => {
        ink.save();
        still(ink, place, stroke);
        ink.restore();
      });
      continue;
    }
    const live = livePainters[stroke.paint]?.(place, stroke);
    if (!live) continue;
    flush();
    layers.push({ depth: stroke.depth, paint: live });
  }
  flush();
  return layers;
}

const grain = (): Canvas => {
  const tile = createCanvas(256, 256);
  const ink = tile.getContext('2d');
  const image = ink.createImageData(256, 256);
  for (let i = 0, n = 12345; i < image.data.length; i += 4) {
    n = (Math.imul(n, 1664525) + 1013904223) >>> 0;
    image.data[i] = image.data[i + 1] = image.data[i + 2] = n & 0x10000 ? 255 : 0;
    image.data[i + 3] = (n >>> 24) % 6;
  }
  ink.putImageData(image, 0, 0);
  return tile;
};

/** Darker corners and the mood's colour over the whole frame, painted once. */
function finish(shot: Shot, place: Place, look: Look): Canvas {
  const { width, height } = look;
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const { vignette } = place.palette;
  const reach = Math.hypot(width, height) / 2;
  const gradient = ink.createRadialGradient(width / 2, height / 2, reach * 0.5, width / 2, height / 2, reach);
  const dark: readonly [number, number, number] = shot.mood.label === 'eerie' ? [8, 18, 20] : [10, 6, 18];
  gradient.addColorStop(0, css(dark, 0));
  gradient.addColorStop(0.6, css(dark, vignette * 0.45));
  gradient.addColorStop(1, css(dark, vignette));
  ink.fillStyle = gradient;
  ink.fillRect(0, 0, width, height);
  ink.fillStyle = ink.createPattern(grain(), 'repeat');
  ink.fillRect(0, 0, width, height);
  return settled(canvas);
}

/** A shoulder and a head, out of focus at the edge of the frame. */
const overShoulder =
  (place: Place): ((ink: Ink) => void) =>
  (ink) => {
    ink.fillStyle = css(place.palette.lit('#1c1a24', 0), 0.97);
    ink.beginPath();
    ink.ellipse(place.width * 0.08, 560, 150, 190, 0, 0, Math.PI * 2);
    ink.ellipse(place.width * 0.02, 1010, 360, 300, 0.2, 0, Math.PI * 2);
    ink.fill();
  };

const isRainbow = (role: Role) => role.emoji.startsWith('🌈');
/** A rainbow is part of the sky: it stands behind everything that is not sky. */
const withRainbow = (strokes: readonly Stroke[]): Stroke[] => {
  const ground = Math.max(
    1,
    strokes.findIndex((stroke) => !['sky', 'stars', 'twinkles', 'orb', 'clouds'].includes(stroke.paint)),
  );
  return [...strokes.slice(0, ground), { paint: 'rainbow', depth: 0.06, seed: 1 }, ...strokes.slice(ground)];
};

/** Sets a shot up: paints its sheets and cuts its sprites. Costs tens of milliseconds; painting a frame costs few. */
export function setScene(shot: Shot, look: Look, illustrations: Illustrations): Scene {
  const recipe = recipeOf(shot.setting.scenery);
  const cast = castOf(shot, (emoji) => emoji in illustrations);
  const place = placeOf(shot, look, recipe, illustrations, cast.spectacles);
  const aspects = new Map<string, number>();
  const aspect = (role: Role) => {
    const known = aspects.get(role.emoji) ?? aspectOf(role.traits.puppet, () => spriteAspect(illustrations[role.emoji] ?? ''));
    aspects.set(role.emoji, known);
    return known;
  };
  const layout = layOut(
    shot,
    place,
    cast.roles.filter((role) => !isRainbow(role)),
    aspect,
  );
  const rig = new CameraRig(shot.camera.movement, framingOf(shot, place, layout.subject), shot.durationSeconds, place.width, place.scale);
  // Without parallax and without an approach all sheets move as one.
  const together = isUniform(shot.camera.movement) && ['extreme_wide', 'wide', 'full'].includes(shot.camera.size);
  const skip = new Set<string>();
  if (cast.roles.some((role) => role.traits.habitat === 'sky' && /^[☀🌞🌕-🌞🌙🌛🌜]/u.test(role.emoji))) skip.add('orb');
  if (shot.camera.angle === 'birds_eye') ['orb', 'clouds', 'mountains', 'foreground', 'branch'].forEach((name) => skip.add(name));
  if (shot.camera.size === 'close_up' || shot.camera.size === 'extreme_close_up')
    ['branch', 'foreground'].forEach((name) => skip.add(name));
  const actors = layout.figures.map((figure) => {
    const reach = rig.reach(figure.depth);
    return new Actor(
      figure,
      illustrations[figure.role.emoji] ?? '',
      place,
      shot.durationSeconds,
      (reach?.magnification ?? 1) * place.scale,
      figure === layout.subject,
    );
  });
  const byFigure = new Map(actors.map((actor) => [actor.figure, actor]));
  const added = (name: string, depth: number): Stroke[] => (cast.spectacles.has(name) ? [{ paint: name, depth, seed: 1 }] : []);
  const backdrops = cast.roles.some(isRainbow) ? withRainbow(recipe.back) : recipe.back;
  const bolts = shot.setting.weather === 'storm' ? [] : added('lightning', 0.06);
  const back = sheets([...backdrops, ...bolts, ...added('fireworks', 0.12)], place, rig, look, together, skip);
  const mid = sheets([...recipe.mid, ...(place.bridged ? added('bridge', 1) : [])], place, rig, look, together, skip);
  const near = sheets(
    recipe.front.filter((stroke) => stroke.depth <= 1.2),
    place,
    rig,
    look,
    together,
    skip,
  );
  const front = sheets(
    recipe.front.filter((stroke) => stroke.depth > 1.2),
    place,
    rig,
    look,
    together,
    skip,
  );
  if (shot.camera.angle === 'over_shoulder') {
    const shoulder = bake(rig, 0, place.scale, overShoulder(place), 8);
    if (shoulder) front.push(shoulder);
  }
  cropHidden([...back, ...mid, ...near, ...front], rig);
  const falling =
    recipe.indoor || recipe.dark || recipe.wet
      ? undefined
      : weather(place, { depth: 0, seed: 1, share: look.quality === 'draft' ? 0.6 : 1 });
  const frame = finish(shot, place, look);
  const backdrop = css(place.palette.haze);
  const offset = (figure: Figure, seconds: number): { x: number; y: number } | undefined => {
    const carrier = figure.carrier && byFigure.get(figure.carrier);
    if (!carrier) return undefined;
    const own = carrier.at(seconds);
    const further = offset(carrier.figure, seconds);
    return { x: own.x - carrier.figure.x + (further?.x ?? 0), y: own.y - carrier.figure.y + (further?.y ?? 0) };
  };
  return {
    cast,
    layout,
    place,
    rig,
    paint(ink, seconds) {
      const state = rig.at(seconds);
      // Where soft edges of two sheets meet, nothing of the frame before may shine through.
      ink.setTransform(1, 0, 0, 1, 0, 0);
      ink.fillStyle = backdrop;
      ink.fillRect(0, 0, look.width, look.height);
      const paintLayers = (layers: readonly Layer[]) => {
        for (const layer of layers) if (aim(ink, rig, state, layer.depth)) layer.paint(ink, seconds);
      };
      const paintActors = (plane: Figure['plane']) => {
        for (const actor of actors) {
          if (actor.figure.plane !== plane || !aim(ink, rig, state, actor.figure.depth)) continue;
          actor.paint(ink, seconds, offset(actor.figure, seconds));
        }
      };
      paintLayers(back);
      paintActors('back');
      paintLayers(mid);
      paintActors('main');
      paintLayers(near);
      paintActors('near');
      paintLayers(front);
      ink.setTransform(place.scale, 0, 0, place.scale, 0, 0);
      falling?.(ink, seconds);
      ink.setTransform(1, 0, 0, 1, 0, 0);
      ink.drawImage(frame, 0, 0);
    },
  };
}

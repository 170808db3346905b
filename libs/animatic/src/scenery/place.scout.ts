import type { Canvas } from '@napi-rs/canvas';
import type { Shot } from '@polyreel/contracts';
import { rasterise } from '../figures/sprite.js';
import { paletteOf } from '../light/palette.js';
import type { Look } from '../look.js';
import { seedOf } from '../random.js';
import type { Place } from './place.js';
import { paneOf } from './interior.painter.js';
import type { Recipe, Stroke } from './recipe.book.js';
import { type Skyline, skylineOf } from './skyline.js';

/** How far each angle moves the horizon, in frame heights. */
const HORIZONS = { eye_level: 0, low: 0.13, high: -0.17, birds_eye: -0.4, worms_eye: 0.24, dutch: 0, over_shoulder: -0.02 } as const;

/** Finds the place of a shot: its lines on the stage, its light, its illustrations. */
export function scoutPlace(
  shot: Shot,
  look: Look,
  recipe: Recipe,
  illustrations: Record<string, string>,
  spectacles: ReadonlySet<string>,
): Place {
  const width = (1000 * look.width) / look.height;
  const angle = HORIZONS[shot.camera.angle] * (recipe.indoor ? 0.6 : 1);
  const horizon = 1000 * Math.min(0.86, Math.max(0.14, recipe.horizon + angle));
  const setting =
    recipe.dark && shot.setting.timeOfDay !== 'night'
      ? { ...shot.setting, timeOfDay: 'dusk' as const, weather: 'clear' as const }
      : shot.setting;
  const window = recipe.back.find((stroke): stroke is Stroke => stroke.paint === 'window' && !stroke.space);
  const roof = recipe.indoor ? 'indoor' : recipe.dark ? 'dark' : recipe.wet ? 'wet' : 'open';
  const palette = paletteOf(setting, shot.mood, look.style, roof);
  const drawn = new Map<string, Canvas>();
  // In a room and under water there is no sky that anything could hide.
  let skyline: Skyline | undefined = recipe.indoor || recipe.wet ? () => 0 : undefined;
  const place: Place = {
    width,
    horizon,
    backLine: horizon + recipe.back_line * (1000 - horizon),
    mainLine: horizon + recipe.main * (1000 - horizon),
    ...(window && { pane: paneOf({ width, horizon }, window) }),
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
    // Painted only for a shot with a light in its sky.
    hidden: (x, y, radius) => (skyline ??= skylineOf(place, recipe))(x, y, radius),
  };
  return place;
}

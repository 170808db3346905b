import type { Shot } from '@polyreel/contracts';
import { CameraRig } from '../camera/camera.rig.js';
import { framingOf } from '../camera/framing.js';
import { isUniform } from '../camera/moves.js';
import { Actor, aspectOf } from '../figures/actor.js';
import { castOf, type Cast, type Role } from '../figures/cast.js';
import type { Figure } from '../figures/figure.js';
import { spriteAspect } from '../figures/sprite.js';
import { layOut, type Layout } from '../figures/stage.layout.js';
import { css } from '../light/colour.js';
import type { Look } from '../look.js';
import { type Ink, isOrb, type Place } from '../scenery/place.js';
import { scoutPlace } from '../scenery/place.scout.js';
import { recipeOf, type Stroke } from '../scenery/recipe.book.js';
import { overShoulder } from '../scenery/shoulder.painter.js';
import { atSkyline } from '../scenery/skyline.js';
import { weather } from '../scenery/weather.particles.js';
import { onTwos, stillestOf } from './backdrop.js';
import { finish } from './finish.js';
import { aim, bake, cropHidden, paintLayers } from './layer.js';
import { type SheetMaker, sheets } from './sheets.js';

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

const isRainbow = (role: Role) => role.emoji.startsWith('🌈');
/** Sets a shot up: paints its sheets and cuts its sprites. Costs tens of milliseconds; painting a frame costs few. */
export function setScene(shot: Shot, look: Look, illustrations: Illustrations): Scene {
  const recipe = recipeOf(shot.setting.scenery);
  const cast = castOf(shot, (emoji) => emoji in illustrations);
  const place = scoutPlace(shot, look, recipe, illustrations, cast.spectacles);
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
  const together = isUniform(shot.camera.movement) && ['extreme_wide', 'wide', 'full'].includes(shot.camera.size);
  const skip = new Set<string>();
  if (cast.roles.some((role) => role.traits.habitat === 'sky' && isOrb(role.emoji))) skip.add('orb');
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
  const offset = (figure: Figure, seconds: number): { x: number; y: number } | undefined => {
    const carrier = figure.carrier && byFigure.get(figure.carrier);
    if (!carrier) return undefined;
    const own = carrier.at(seconds);
    const further = offset(carrier.figure, seconds);
    return { x: own.x - carrier.figure.x + (further?.x ?? 0), y: own.y - carrier.figure.y + (further?.y ?? 0) };
  };
  const act = (plane: Figure['plane']) => (ink: Ink, seconds: number) => {
    const state = rig.at(seconds);
    for (const actor of actors) {
      if (actor.figure.plane !== plane || !aim(ink, rig, state, actor.figure.depth)) continue;
      actor.paint(ink, seconds, offset(actor.figure, seconds));
    }
  };
  const added = (name: string, depth: number): Stroke[] => (cast.spectacles.has(name) ? [{ paint: name, depth, seed: 1 }] : []);
  const bolts = shot.setting.weather === 'storm' ? [] : added('lightning', 0.06);
  const maker: SheetMaker = { place, rig, look, together, skip };
  const [skyward, landward] = atSkyline(recipe.back);
  if (cast.roles.some(isRainbow)) skyward.push({ paint: 'rainbow', depth: 0.06, seed: 1 });
  const land = [...landward, ...bolts, ...added('fireworks', 0.12)];
  // What shines in the sky stands behind all that is not sky; in a room there is no sky to stand in.
  const lights = !recipe.indoor && actors.some(({ figure }) => figure.plane === 'sky');
  const back = lights
    ? [...sheets(skyward, maker), { depth: 0, calm: true, paint: act('sky') }, ...sheets(land, maker)]
    : sheets([...skyward, ...land], maker);
  const mid = sheets([...recipe.mid, ...(place.bridged ? added('bridge', 1) : [])], maker);
  const near = sheets(
    recipe.front.filter((stroke) => stroke.depth <= 1.2),
    maker,
  );
  const front = sheets(
    recipe.front.filter((stroke) => stroke.depth > 1.2),
    maker,
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
  // Where soft edges of two sheets meet, nothing of the frame before may shine through.
  const ground = css(place.palette.haze);
  const far = stillestOf(back, rig, look);
  const backdrop = onTwos(back.slice(0, far), ground, rig, look);
  const middle = back.slice(far);
  return {
    cast,
    layout,
    place,
    rig,
    paint(ink, seconds) {
      backdrop(ink, seconds);
      paintLayers(middle, ink, rig, seconds);
      if (!lights) act('sky')(ink, seconds);
      act('back')(ink, seconds);
      paintLayers(mid, ink, rig, seconds);
      act('main')(ink, seconds);
      paintLayers(near, ink, rig, seconds);
      act('near')(ink, seconds);
      paintLayers(front, ink, rig, seconds);
      ink.setTransform(place.scale, 0, 0, place.scale, 0, 0);
      falling?.(ink, seconds);
      ink.setTransform(1, 0, 0, 1, 0, 0);
      ink.drawImage(frame, 0, 0);
    },
  };
}

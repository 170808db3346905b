import { readFileSync } from 'node:fs';
import { Scenery } from '@polyreel/contracts';
import { z } from 'zod';
import * as cosmos from './cosmos.painter.js';
import * as grounds from './grounds.painter.js';
import * as interior from './interior.painter.js';
import type { LivePainter, StillPainter, Strokes } from './place.js';
import * as plants from './plants.painter.js';
import * as props from './props.painter.js';
import * as sky from './sky.painter.js';
import * as spectacle from './spectacle.painter.js';
import * as terrain from './terrain.painter.js';
import * as town from './town.painter.js';
import * as underground from './underground.painter.js';
import * as water from './water.painter.js';
import { lightningBolts } from './weather.particles.js';

/** Painters whose picture stands still and is only moved by the camera. */
export const stillPainters: Record<string, StillPainter> = {
  sky: sky.sky,
  orb: sky.orb,
  stars: sky.stars,
  rainbow: sky.rainbow,
  hills: terrain.hills,
  mountains: terrain.mountains,
  ripples: terrain.ripples,
  rocks: terrain.rocks,
  plane: terrain.plane,
  path: terrain.path,
  trees: plants.trees,
  tufts: plants.tufts,
  foreground: plants.foreground,
  branch: plants.branch,
  water: water.water,
  depths: water.depths,
  reef: water.reef,
  skyline: town.skyline,
  houses: town.houses,
  lamps: town.lamps,
  fence: town.fence,
  furrows: town.furrows,
  columns: town.columns,
  marks: grounds.marks,
  pitch: grounds.pitch,
  planks: grounds.planks,
  rug: grounds.rug,
  desks: grounds.desks,
  cupboards: grounds.cupboards,
  island: grounds.island,
  nebula: cosmos.nebula,
  world: cosmos.world,
  craters: cosmos.craters,
  wall: interior.wall,
  floor: interior.floor,
  window: interior.window,
  shelves: interior.shelves,
  board: interior.board,
  counter: interior.counter,
  curtain: interior.curtain,
  bulkhead: interior.bulkhead,
  cavern: underground.cavern,
  stalactites: underground.stalactites,
  crystals: underground.crystals,
  cone: underground.cone,
  bridge: spectacle.bridge,
  props: props.props,
  strewn: props.strewn,
};

/** Painters that paint every frame anew. */
export const livePainters: Record<string, LivePainter> = {
  twinkles: sky.twinkles,
  clouds: sky.clouds,
  waves: water.waves,
  swell: water.swell,
  surf: water.surf,
  rays: water.rays,
  bubbles: water.bubbles,
  starDrift: cosmos.starDrift,
  spotlights: interior.spotlights,
  stands: town.stands,
  embers: underground.embers,
  wisps: underground.wisps,
  smoke: underground.smoke,
  fireworks: spectacle.fireworks,
  lightning: lightningBolts,
};

const isPainter = (name: string) => name in stillPainters || name in livePainters;

const Stroke = z
  .object({ paint: z.string().refine(isPainter, 'no such painter'), depth: z.number().min(0).max(3), seed: z.number().default(1) })
  .catchall(z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]));

/** How a scenery is built up, from the sky to the lens. Set pieces stand between `back` and `mid`, figures between `mid` and `front`. */
const Recipe = z.object({
  back: z.array(Stroke),
  mid: z.array(Stroke),
  front: z.array(Stroke),
  /** Where the main figures stand, and set pieces: parts of the ground below the horizon. */
  main: z.number().default(0.6),
  back_line: z.number().default(0.17),
  horizon: z.number().default(0.58),
  indoor: z.boolean().default(false),
  /** Always in the dark, whatever the hour. */
  dark: z.boolean().default(false),
  dim: z.boolean().default(false),
  wet: z.boolean().default(false),
  snowy: z.boolean().default(false),
  /** Where one stands on the near shore of a water. */
  bank: z.number().optional(),
});
export type Recipe = z.infer<typeof Recipe>;
export type Stroke = z.infer<typeof Stroke> & Strokes;

const recipes = z.record(Scenery, Recipe).parse(JSON.parse(readFileSync(new URL('./recipes.json', import.meta.url), 'utf8')));

export const recipeOf = (scenery: Scenery): Recipe => recipes[scenery];

/** Every illustration that the set dressing of a scenery uses. */
export function dressingOf(scenery: Scenery): string[] {
  const recipe = recipes[scenery];
  return [...recipe.back, ...recipe.mid, ...recipe.front].flatMap((stroke) => {
    const items = Array.isArray(stroke.items) ? stroke.items.map((item) => item.split('@')[0] ?? '') : [];
    return [...items, ...(typeof stroke.kinds === 'string' ? stroke.kinds.split(' ') : [])];
  });
}

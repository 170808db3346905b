import type { Shot } from '@polyreel/contracts';
import { wholeFigure, extras } from './figures/figure.traits.js';
import { illustrationSvg } from './figures/illustration.book.js';
import type { Illustrations } from './render/scene.js';
import { dressingOf } from './scenery/recipe.book.js';

/** Everything that a shot may draw from the illustration set, so that a painter thread need not read the whole set. */
export function illustrationsFor(shot: Shot): Illustrations {
  const wanted = new Set(dressingOf(shot.setting.scenery));
  for (const { emoji, attributes } of shot.entities) {
    if (emoji) wanted.add(wholeFigure(emoji));
    const extra = attributes.action && extras[attributes.action];
    if (extra) wanted.add(extra.emoji);
  }
  for (const emoji of ['🏊', '🏊‍♀️', '🏊‍♂️', '💃', '🕺'])
    if (shot.entities.some((e) => e.attributes.action === 'swim' || e.attributes.action === 'dance')) wanted.add(emoji);
  const found: Illustrations = {};
  for (const emoji of wanted) {
    const svg = illustrationSvg(emoji);
    if (svg) found[emoji] = svg;
  }
  return found;
}

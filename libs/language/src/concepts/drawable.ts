import { type Entity, Scenery } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { vocabulary } from '../lexicon/vocabulary.js';

const emojis = z.string().transform((list) => list.split(' '));
const DrawableFile = z.strictObject({
  character: emojis,
  object: emojis,
  location: z.partialRecord(Scenery, emojis),
  /** Faces and variants that stand for the same thing as another emoji. */
  sameAs: z.record(z.string(), z.string()),
  /** Special cases of something plainer: a word that both carry means the plainer one. */
  variants: emojis,
  /** Keywords that say something else far more often, by language. */
  notThings: z.record(z.string(), emojis),
  /** A keyword that more emoji carry than this tells nothing, unless it is part of the emoji's name. */
  vaguest: z.number().int().min(1),
});

/** An emoji that shows a thing or a place, as the illustrator needs it. */
export interface Drawable {
  emoji: string;
  kind: Entity['kind'];
  scenery?: Scenery;
  /** Its key in the film vocabulary, where it has one. */
  concept?: string;
}

const file = loadJson(import.meta.url, './drawable.json', DrawableFile);

/** CLDR writes emoji without the variation selector that fonts ask for. */
export const bare = (emoji: string): string => emoji.replaceAll('\ufe0f', '');

const drawables = new Map<string, Drawable>();
for (const emoji of file.character) drawables.set(emoji, { emoji, kind: 'character' });
for (const emoji of file.object) drawables.set(emoji, { emoji, kind: 'object' });
for (const [scenery, list] of Object.entries(file.location)) {
  for (const emoji of list) drawables.set(emoji, { emoji, kind: 'location', scenery: Scenery.parse(scenery) });
}
for (const category of ['place', 'thing'] as const) {
  // Backwards, so that the first concept of an emoji names it: 🧑 is a person before it is a friend.
  for (const [concept, { emoji }] of Object.entries(vocabulary()[category]).reverse()) {
    const drawable = emoji === undefined ? undefined : drawables.get(bare(emoji));
    if (drawable) Object.assign(drawable, { concept, emoji });
  }
}

const variants = new Set(file.variants);

/** Whether an emoji is a special case of a plainer one: a Japanese castle, a two-hump camel. */
export const isVariant = (emoji: string): boolean => variants.has(bare(emoji));

/** Words of a language that CLDR hangs on an emoji but that mean something else far more often. */
export const notThings = (language: string): string[] => file.notThings[language.split('-', 1)[0]!] ?? [];

export const VAGUEST_KEYWORD = file.vaguest;

/** What an emoji shows; undefined for symbols, gestures, feelings and whatever else makes no picture. */
export const drawableOf = (emoji: string): Drawable | undefined => drawables.get(file.sameAs[bare(emoji)] ?? bare(emoji));

/** All of them, once each. */
export const allDrawables = (): Drawable[] => [...drawables.values()];

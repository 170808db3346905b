import { readFileSync } from 'node:fs';
import { Action } from '@polyreel/contracts';
import { z } from 'zod';

const EmojiList = z.string().transform((list) => new Set(list.split(' ').filter(Boolean).map(plain)));
const Extra = z.object({
  emoji: z.string(),
  from: z.enum(['head', 'face', 'body', 'front']),
  motion: z.enum(['rise', 'pop', 'drop', 'flicker', 'burst', 'toss', 'hold']),
  every: z.number(),
  size: z.number(),
});
const Traits = z.object({
  /** Natural height in metres, as a storyboard artist would cheat it. */
  sizes: z.record(z.string(), EmojiList),
  habitats: z.record(z.enum(['air', 'sky', 'water', 'afloat', 'setpiece']), EmojiList),
  /** Emoji that are whole framed scenes: the scenery draws them, never a sprite. */
  scenes: EmojiList,
  facing: z.object({ right: EmojiList, front: EmojiList }),
  /** A face alone becomes the whole animal. */
  faces: z.record(z.string(), z.string()),
  heads: z.object({ beast: EmojiList, person: EmojiList, flower: EmojiList }),
  /** Emoji that a painter of the scenery shows far better than a sprite. */
  spectacles: z.record(z.string(), EmojiList),
  /** Sceneries that show each other's places. */
  kin: z.array(z.string().transform((list) => list.split(' '))),
  /** Things that a person holds when they are told together. */
  hand: EmojiList,
  /** What one does something with: shown in the hands of who does it. */
  props: z.partialRecord(Action, EmojiList),
  /** How far up a thing one sits on it, in parts of its height. */
  seats: z.record(z.string(), z.number()),
  luminous: EmojiList,
  /** What an action adds to the picture. */
  extras: z.partialRecord(Action, Extra),
});

function plain(emoji: string): string {
  return emoji.replace(/[\uFE0E\uFE0F]|[\u{1F3FB}-\u{1F3FF}]/gu, '');
}

const traits = Traits.parse(JSON.parse(readFileSync(new URL('./traits.json', import.meta.url), 'utf8')));
const seats = new Map(Object.entries(traits.seats).map(([emoji, seat]) => [plain(emoji), seat]));
const faces = new Map(Object.entries(traits.faces).map(([face, whole]) => [plain(face), whole]));

export type Habitat = 'ground' | 'air' | 'sky' | 'water' | 'afloat' | 'setpiece';

/** What an illustrator knows about a thing from its emoji alone. */
export interface FigureTraits {
  metres: number;
  habitat: Habitat;
  facing: 'left' | 'right' | 'front';
  /** A head that needs a body drawn under it. */
  puppet: 'person' | 'beast' | 'flower' | undefined;
  person: boolean;
  luminous: boolean;
  seat: number;
}

export type Extra = z.infer<typeof Extra>;
export const extras = traits.extras;

/** The emoji to draw for a figure: a whole animal in place of its face. */
export const wholeFigure = (emoji: string) => faces.get(plain(emoji)) ?? emoji;

/** The painter that shows an emoji in the scenery, such as fireworks. */
export const spectacleOf = (emoji: string) => Object.entries(traits.spectacles).find(([, list]) => list.has(plain(emoji)))?.[0];

/** Whether a scenery shows a place of another scenery too: a street is in a city. */
export const isKin = (scenery: string, other: string) =>
  scenery === other || traits.kin.some((family) => family.includes(scenery) && family.includes(other));

export const isHandheld = (emoji: string) => traits.hand.has(plain(emoji));
export const isPropOf = (action: Action, emoji: string) => traits.props[action]?.has(plain(emoji)) ?? false;

/** True for emoji that are pictures of a whole place. */
export const isSceneEmoji = (emoji: string) => traits.scenes.has(plain(emoji));

const PEOPLE =
  /^[\u{1F466}-\u{1F478}\u{1F9D1}-\u{1F9DD}\u{1F47C}\u{1F482}\u{1F385}\u{1F936}\u{1F57A}\u{1F483}\u{1F3C3}\u{1F6B6}\u{1F9CD}\u{1F9CE}\u{1F3CA}\u{1F3C4}\u{1F6B4}\u{1F9D7}\u{1F934}\u{1F935}\u{1F977}\u{1F46E}-\u{1F473}\u{1F575}\u{1F647}\u{1F64B}\u{1F926}\u{1F937}]/u;
/** Person, man or woman with a profession sign: a bust. */
const PROFESSION = /^[\u{1F468}\u{1F469}\u{1F9D1}]\u200D(?!\u2764)[^\u{1F468}\u{1F469}\u{1F466}\u{1F467}\u{1F9D1}]/u;

export function traitsOf(emoji: string): FigureTraits {
  const sign = plain(emoji);
  const size = Object.entries(traits.sizes).find(([, list]) => list.has(sign));
  const habitat = (Object.entries(traits.habitats).find(([, list]) => list.has(sign))?.[0] ?? 'ground') as Habitat;
  const person = PEOPLE.test(sign);
  const base = sign.replace(/\u200D[\u2640\u2642]$/u, '');
  const head =
    traits.heads.person.has(sign) ||
    traits.heads.person.has(base) ||
    (PROFESSION.test(sign) && !/\u200D[\u{1F9AF}\u{1F9BC}\u{1F9BD}]/u.test(sign));
  return {
    metres: size ? Number(size[0]) : person || head ? 1.7 : habitat === 'setpiece' ? 5 : 0.5,
    habitat,
    facing: traits.facing.right.has(sign) ? 'right' : traits.facing.front.has(sign) || head ? 'front' : 'left',
    puppet: head ? 'person' : traits.heads.beast.has(sign) ? 'beast' : traits.heads.flower.has(sign) ? 'flower' : undefined,
    person: person || head,
    luminous: traits.luminous.has(sign),
    seat: seats.get(sign) ?? 0.88,
  };
}

import { type DataOf, type EntitiesExtracted, type Entity, Scenery, Weather } from '@polyreel/contracts';
import { FilmLexicon } from '@polyreel/language';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const implied = loadJson(
  import.meta.url,
  './implied-places.json',
  z.strictObject({
    /** Emoji that show a landscape, not a building in one. */
    landscapes: z.string().transform((list) => new Set(list.split(' '))),
    /** What people bring to where the story is: only a story that is nowhere yet begins in its scenery. */
    anywhere: z.string().transform((list) => new Set(list.split(' '))),
    /** `sure`: it implies its place even where the sentence before was somewhere else. */
    byThing: z.record(z.string(), z.strictObject({ scenery: Scenery, sure: z.boolean() })),
    /** `person` for people, `character` for all others. */
    byVerb: z.record(z.string(), z.strictObject({ character: Scenery, person: Scenery })),
    byWeather: z.partialRecord(Weather, Scenery),
  }),
);

export type Place = DataOf<typeof EntitiesExtracted>['places'][number];

/** The place of one sentence: told, or implied by who is there and what they do, or still the place of the sentence before. */
export function placeOf(entities: Entity[], english: string, sentence: number, before: Place | undefined): Place | undefined {
  const stated = entities.filter(({ kind, scenery }) => kind === 'location' && scenery).sort((a, b) => backdrop(b) - backdrop(a))[0];
  if (stated && !(before && implied.anywhere.has(stated.concept)))
    return { sentence, scenery: stated.scenery!, stated: true, label: stated.label };
  const hints = entities.flatMap(hintsOf).concat(weatherHint(english));
  const sure = hints.find((hint) => hint.sure);
  const hint = sure ?? (before ? undefined : hints[0]);
  if (hint) return { sentence, scenery: hint.scenery, stated: false, label: hint.label };
  return before && { ...before, sentence, stated: false };
}

/** A landscape makes the backdrop before a building in it does; the sky is above every one of them. */
function backdrop({ emoji, scenery }: Entity): number {
  if (scenery === 'sky') return 1;
  return emoji === undefined || implied.landscapes.has(emoji.replaceAll('\ufe0f', '')) ? 4 : 2;
}

interface Hint {
  scenery: Scenery;
  sure: boolean;
  label: string;
}

function hintsOf({ concept, kind, label, emoji, attributes: { action, verb = action } }: Entity): Hint[] {
  if (kind === 'location') return [];
  const acted = verb === undefined ? undefined : (implied.byVerb[verb] ?? implied.byVerb[action ?? verb]);
  const person = /\p{Emoji_Modifier_Base}/u.test(emoji ?? '');
  const thing = implied.byThing[concept];
  return [
    ...(acted && kind === 'character' ? [{ scenery: person ? acted.person : acted.character, sure: true, label }] : []),
    ...(thing ? [{ ...thing, label }] : []),
  ];
}

function weatherHint(english: string): Hint[] {
  return FilmLexicon.match(english, 'en').flatMap((match) => {
    const scenery = match.category === 'weather' ? implied.byWeather[match.meaning.weather] : undefined;
    return scenery ? [{ scenery, sure: scenery === 'desert', label: match.surface }] : [];
  });
}

import type { Entity } from '@polyreel/contracts';
import type { PlannedShot } from './analyses.js';
import { wordForms, wordsOf } from './word-forms.js';

/** Carried into a shot that does not name it: it is believed a little less. */
const CARRIED = 0.8;
const PRONOUN = /\b(he|she|it|they|him|her|his|hers|its|them|their)\b/i;

/**
 * Who and what is in each shot: the entities of its sentences, told apart by clause where one sentence fills several shots,
 * and the main character where a shot speaks of "her" or of nobody while the story is still about the one before. Whoever is
 * carried goes on with what they did, until the story finds them in another place: there nobody has said that they still do it.
 */
export function castShots(
  shots: readonly (PlannedShot & { text: string; originalText: string })[],
  entities: readonly Entity[],
): Entity[][] {
  let hero: Entity | undefined;
  let places = new Set<string>();
  return shots.map((shot) => {
    const own = eachOnce(entities.filter((entity) => shot.sentences.includes(entity.sentence) && isShownIn(shot, shots, entity)));
    const characters = own.filter(({ kind }) => kind === 'character');
    const here = own.filter(({ kind }) => kind === 'location').map(({ id }) => id);
    const newPlace = here.length > 0 && !PRONOUN.test(shot.text);
    const carried =
      hero && !own.some(({ id }) => id === hero!.id) && (characters.length === 0 ? !newPlace : speaksOf(shot.text, characters));
    if (hero && carried && here.some((id) => !places.has(id))) hero = atRest(hero);
    const cast = carried && hero ? [{ ...hero, confidence: hero.confidence * CARRIED }, ...own] : own;
    places = new Set(characters[0] && characters[0].id !== hero?.id ? here : [...places, ...here]);
    hero = characters[0] ?? hero;
    return cast.map((entity) => withTargetIn(cast, entity));
  });
}

/** The same figure, doing nothing in particular and standing nowhere in particular. */
function atRest({ placement: _, ...entity }: Entity): Entity {
  const { action: _action, verb: _verb, ...lasting } = entity.attributes;
  return { ...entity, attributes: lasting };
}

/** Whether a text speaks of somebody whom it does not name: a pronoun stands before the first figure that it does name. */
function speaksOf(text: string, named: readonly Entity[]): boolean {
  const pronoun = PRONOUN.exec(text)?.index ?? Infinity;
  const first = Math.min(...named.map(({ concept }) => text.toLowerCase().indexOf(concept)).filter((at) => at >= 0));
  return pronoun < first;
}

/** A figure that several sentences of one shot name is one figure: what a later sentence adds is added, what an earlier one told stays. */
function eachOnce(named: readonly Entity[]): Entity[] {
  const figures = new Map<string, Entity>();
  for (const entity of named) {
    const known = figures.get(entity.id);
    const told = Object.fromEntries(Object.entries(known?.attributes ?? {}).filter(([, value]) => value !== undefined));
    figures.set(
      entity.id,
      known
        ? { ...entity, ...known, attributes: { ...entity.attributes, ...told }, placement: known.placement ?? entity.placement }
        : entity,
    );
  }
  return [...figures.values()];
}

type Told = PlannedShot & { text: string; originalText: string };

/** Whether the clause that the shot tells names the entity; one that no clause of the sentence names is in all of them. */
function isShownIn(shot: Told, shots: readonly Told[], entity: Entity): boolean {
  const siblings = shots.filter((other) => other.sentences.includes(entity.sentence));
  // The writer's own word is surer than the translation, which may tell every clause the whole sentence.
  for (const names of [isLabelled, isTranslated]) if (siblings.some((other) => names(other, entity))) return names(shot, entity);
  return true;
}

const isLabelled = ({ originalText }: Told, { label }: Entity) => originalText.toLowerCase().includes(label.toLowerCase());

function isTranslated({ text }: Told, { concept }: Entity): boolean {
  const forms = new Set(wordsOf(text).flatMap((word) => wordForms(word.text)));
  return concept.split(' ').every((word) => forms.has(word));
}

/** A placement beside something that is not in the shot says nothing. */
function withTargetIn(cast: readonly Entity[], entity: Entity): Entity {
  if (!entity.placement || cast.some(({ id, concept }) => id === entity.placement!.target || concept === entity.placement!.target))
    return entity;
  const { placement: _, ...alone } = entity;
  return alone;
}

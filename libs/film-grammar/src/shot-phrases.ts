import type { Camera, Entity, Mood, Setting, Shot } from '@polyreel/contracts';
import { counted, gerund, listed, withArticle } from './english.js';
import { shotWords } from './shot-words.js';

/** More figures than a reader, or a generator, keeps in mind. */
const MOST_FIGURES = 5;
/** Below and above these energies the camera takes its time, or does not. */
const [SLOW, FAST] = [0.35, 0.65];

/** `A low-angle wide shot`, `An extreme close-up`. */
export function viewPhrase({ size, angle }: Camera): string {
  return withArticle([shotWords.angles[angle], shotWords.sizes[size]].filter(Boolean).join(' '));
}

/** `the camera slowly pushes in`; a camera that holds still has no tempo. */
export function movementPhrase({ movement }: Camera, { energy }: Mood): string {
  const tempo = movement === 'static' || movement === 'handheld' ? '' : energy < SLOW ? 'slowly ' : energy > FAST ? 'quickly ' : '';
  return `the camera ${tempo}${shotWords.movements[movement]}`;
}

/** `pale pink first light, diffused by fog`. */
export const lightPhrase = ({ timeOfDay, weather }: Setting): string =>
  [shotWords.lights[timeOfDay], shotWords.weatherLights[weather]].filter(Boolean).join(', ');

export const moodPhrase = ({ label }: Mood): string => shotWords.moods[label];

/** `a huge red dragon`, `three old fishermen`. */
export function entityPhrase({ concept, attributes }: Entity): string {
  const { count, size, colour, qualities } = attributes;
  const words = [size && shotWords.sizesOfThings[size], ...qualities.filter((quality) => !concept.includes(quality)), colour];
  return counted(count, words.filter(Boolean).join(' '), concept);
}

/** Who does what: `a huge red dragon flying over a castle`. The target of a placement is told there and not again. */
function figurePhrase(figure: Entity, all: readonly Entity[], told: Set<string>): string {
  const { verb, action } = figure.attributes;
  told.add(figure.id);
  const doing = (verb ?? action) ? gerund((verb ?? action)!) : '';
  const target =
    figure.placement &&
    all.find(({ id, concept }) => (id === figure.placement!.target || concept === figure.placement!.target) && !told.has(id));
  const where = target ? `${shotWords.relations[figure.placement!.relation]} ${entityPhrase(target)}` : '';
  if (target) told.add(target.id);
  return [entityPhrase(figure), doing, where].filter(Boolean).join(' ');
}

/** The subject of a shot with what it does; empty where the shot names nobody and nothing. */
export function subjectPhrase({ entities }: Pick<Shot, 'entities'>): string {
  const figures = entities.filter(({ kind }) => kind !== 'location').sort((a, b) => rank(a) - rank(b));
  const told = new Set<string>();
  const phrases = figures.flatMap((figure) => (told.has(figure.id) ? [] : [figurePhrase(figure, entities, told)]));
  return listed(phrases.slice(0, MOST_FIGURES));
}

/** Who acts comes first, then who is there, then things. */
const rank = ({ kind, attributes }: Entity) => (kind === 'character' ? 0 : 2) + (attributes.action || attributes.verb ? 0 : 1);

/** Where, when and in what weather: `in a medieval village at dusk, in thick fog`. */
export function placePhrase({ setting, entities }: Pick<Shot, 'setting' | 'entities'>): string {
  const [place] = entities.filter(
    (entity) => entity.kind === 'location' && !entities.some(({ placement }) => placement?.target === entity.id),
  );
  const era = setting.era && shotWords.eras[setting.era];
  const spot = place ? placed(place, setting) : shotWords.sceneries[setting.scenery];
  const dated = era && !spot.includes(era) ? spot.replace(/\b(an?|the) (?=\S+$)/, () => `${withArticle(era)} `) : spot;
  const season = setting.season ? `in ${setting.season}` : '';
  return [`${dated} ${shotWords.times[setting.timeOfDay]}`, season, shotWords.weathers[setting.weather]].filter(Boolean).join(', ');
}

/** A named place with the preposition of its scenery: `on a beach`, `in a haunted forest`. */
function placed(place: Entity, { scenery }: Setting): string {
  const preposition = shotWords.sceneries[place.scenery ?? scenery].match(/^(on|in|at|by|aboard)\b/)?.[0] ?? 'at';
  if (place.concept === 'underwater' || place.concept === 'space' || place.concept === 'sky')
    return shotWords.sceneries[place.scenery ?? scenery];
  return `${preposition === 'by' ? 'at' : preposition} ${entityPhrase(place)}`;
}

/** What the picture shows, without the camera: `a huge red dragon flying over a castle, in a meadow at sunset`. */
export function scenePhrase(shot: Shot): string {
  return [subjectPhrase(shot), placePhrase(shot)].filter(Boolean).join(' ');
}

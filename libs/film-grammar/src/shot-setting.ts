import type { Setting } from '@polyreel/contracts';
import type { Analyses, PlannedShot } from './analyses.js';

type Told = PlannedShot & { text: string; originalText: string };
type Seen = NonNullable<Analyses['entities']>;
type Place = Seen['places'][number];

/** Open land with a sky: where a story plays that names no place. */
const ANYWHERE: Setting['scenery'] = 'meadow';

const MOON = /^[\u{1f311}-\u{1f31d}]/u;
/** Where no hour is told, it is day, unless the moon is in the picture: then it is night, in the whole film where nothing else is told. */
function hourOf(shot: Told, shots: readonly Told[], entities: Seen['entities']): Setting['timeOfDay'] {
  const moons = entities.filter(({ emoji }) => MOON.test(emoji ?? ''));
  const here = shots.some(({ timeOfDay }) => timeOfDay) ? moons.filter(({ sentence }) => shot.sentences.includes(sentence)) : moons;
  return here.length > 0 ? 'night' : 'day';
}

/** The place and moment of each shot. A place holds until another is named; before the first one is named it is already assumed. */
export function settleShots(
  shots: readonly Told[],
  seen: Seen | undefined,
  timing: NonNullable<Analyses['temporal']>['timingInfo'] | undefined,
): Setting[] {
  const { places, entities } = seen ?? { places: [], entities: [] };
  let here: Place | undefined;
  // What some shot has of its own began there: it does not hold in the shots before.
  const whole = <Key extends 'timeOfDay' | 'weather' | 'season'>(key: Key) =>
    shots.some((shot) => shot[key] !== undefined) ? undefined : timing?.[key];
  const firstTold = places.find(({ stated }) => stated) ?? places[0];
  return shots.map((shot): Setting => {
    const own = placeOf(shot, shots, places);
    // A rule's guess does not move the story away from a place that the text told.
    if (own && (own.stated || !here?.stated)) here = own;
    const place = here ?? firstTold;
    return {
      scenery: place?.scenery ?? ANYWHERE,
      stated: here?.stated ?? false,
      timeOfDay: shot.timeOfDay ?? whole('timeOfDay') ?? hourOf(shot, shots, entities),
      weather: shot.weather ?? whole('weather') ?? 'clear',
      season: shot.season ?? whole('season'),
      era: timing?.era,
    };
  });
}

function placeOf(shot: Told, shots: readonly Told[], places: readonly Place[]): Place | undefined {
  const own = places.filter(({ sentence }) => shot.sentences.includes(sentence)).sort((a, b) => Number(b.stated) - Number(a.stated));
  const named = own.find(({ label }) => contains(shot.originalText, label) || contains(shot.text, label));
  if (named) return named;
  // A place that another clause of the sentence names belongs to that clause.
  const siblings = shots.filter((other) => other !== shot && other.sentences.some((index) => shot.sentences.includes(index)));
  const before = siblings.filter(({ index }) => index < shot.index);
  return own.find(({ label }) => !before.some((other) => contains(other.originalText, label) || contains(other.text, label)));
}

const contains = (text: string, label: string) => label.length > 0 && text.toLowerCase().includes(label.toLowerCase());

import type { Era, Season, TimeOfDay } from '@polyreel/contracts';
import { moments } from './temporal-lexicon.loader.js';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS: Record<string, number> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60 };
const NUMBER = String.raw`(\d{1,2}(?:\.\d)?|${[...ONES, ...Object.keys(TENS)].join('|')}|an?|half an?)`;

const numberOf = (word: string): number => {
  const lower = word.toLowerCase();
  if (lower.startsWith('half')) return 0.5;
  if (lower === 'a' || lower === 'an') return 1;
  return TENS[lower] ?? (ONES.includes(lower) ? ONES.indexOf(lower) : Number(lower));
};

const TWELVE_HOURS = new RegExp(String.raw`\b${NUMBER}(?:[:.]([0-5]\d))?\s*([ap])\.?m\b`, 'i');
const DAY_HOURS = /\b(?:at|around|about|by|it is|it's|until|clock (?:shows|reads))\s+([01]?\d|2[0-3]):([0-5]\d)\b/i;
const O_CLOCK = new RegExp(String.raw`\b${NUMBER} o['’]?clock(?: (?:in the|at) (morning|afternoon|evening|night))?`, 'i');
const FOREIGN_CLOCKS = moments.clocks.map((pattern) => new RegExp(pattern, 'iu'));

/** The hour, 0 to 23, that a text names: `at 6 a.m.`, `18:30`, `five o'clock in the evening`, `um 18 Uhr`. A bare o'clock is by day. */
export function hourIn(english: string, original: string): number | undefined {
  const twelve = TWELVE_HOURS.exec(english);
  if (twelve) return (numberOf(twelve[1]!) % 12) + (twelve[3]!.toLowerCase() === 'p' ? 12 : 0);
  const day = DAY_HOURS.exec(english);
  if (day) return Number(day[1]);
  const clock = O_CLOCK.exec(english);
  if (clock) return halfOfDay(numberOf(clock[1]!) % 12, clock[2]?.toLowerCase());
  const foreign = FOREIGN_CLOCKS.map((pattern) => pattern.exec(original)).find((found) => found !== null);
  const hour = Number(foreign?.[1]);
  return foreign && hour <= 24 ? hour % 24 : undefined;
}

function halfOfDay(hour: number, part: string | undefined): number {
  if (part === 'morning') return hour;
  if (part === 'afternoon' || part === 'evening') return hour + 12;
  if (part === 'night') return hour >= 6 ? hour + 12 : hour;
  return hour < 6 ? hour + 12 : hour;
}

/** The time of day of an hour, by moments.json. */
export const timeOfHour = (hour: number): TimeOfDay => moments.hours.findLast(({ from }) => from <= hour)!.timeOfDay;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DATE = new RegExp(String.raw`\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (${MONTHS.join('|')})|(${MONTHS.join('|')}) \d{1,2})\b`, 'i');

/** The season of a calendar date, northern hemisphere. Months alone are words of the lexicon; `march` and `may` need their day. */
export function seasonOfDate(english: string): Season | undefined {
  const month = DATE.exec(english);
  return month ? moments.monthSeasons[String(MONTHS.indexOf((month[1] ?? month[2]!).toLowerCase()) + 1)] : undefined;
}

const YEAR =
  /\b(?:in|in the|year|of|from|since|anno|around|circa|about)(?: the year)? (\d{3,4})(s|\s*(?:bc|bce))?(?![\d.,]*\s*(?:people|men|women|soldiers|horse|meter|metre|feet|mile|km|kg|dollar|euro|\w+s\b))/i;
const DECADE = /\b(1\d{3}|20\d{2})s\b/;

/** The era of a year that a text names: `in 1850`, `the 1920s`, `around 300 BC`. */
export function eraOfYear(english: string): Era | undefined {
  const found = DECADE.exec(english) ?? YEAR.exec(english);
  if (!found) return undefined;
  const year = Number(found[1]) * (/bc/i.test(found[2] ?? '') ? -1 : 1);
  return moments.yearEras.find(({ until }) => year <= until)?.era;
}

const UNIT = '(seconds?|secs?|s|minutes?|mins?)';
const SHOT_LENGTH = new RegExp(
  String.raw`\b(?:for|lasting|lasts|over|during)(?: about| around| exactly| the next)? ${NUMBER}[ -]?${UNIT}\b|\b${NUMBER}[ -]second(?:s)?(?: long)?(?: \w+)? (?:shot|take|close|pan|zoom|moment)`,
  'i',
);
const FILM_LENGTH = new RegExp(
  String.raw`\b${NUMBER}[ -]?${UNIT}(?:[ -]long)?(?: \w+){0,2} (?:video|film|movie|clip|animation|short|sequence|ad|advert|trailer|reel)\b`,
  'i',
);

const secondsOf = (number: string, unit: string) => numberOf(number) * (/^m/i.test(unit) ? 60 : 1);
const sensible = (seconds: number) => (seconds >= 1 && seconds <= 60 ? seconds : undefined);

/** How long, in seconds, a text wants a shot to stand: `for ten seconds`, `a 5-second close-up`. Nothing beyond 1 to 60. */
export function shotSecondsIn(english: string): number | undefined {
  const found = SHOT_LENGTH.exec(english);
  if (!found) return undefined;
  return sensible(found[1] ? secondsOf(found[1], found[2]!) : numberOf(found[3]!));
}

/** How long, in seconds, a text wants the whole film to be: `a 30-second video of …`. */
export function filmSecondsIn(english: string): number | undefined {
  const found = FILM_LENGTH.exec(english);
  return found ? sensible(secondsOf(found[1]!, found[2]!)) : undefined;
}

import type { Era, Season, TimeOfDay, Weather } from '@polyreel/contracts';
import { type Category, type ConceptMatch, FilmLexicon, type MeaningOf } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import { eraOfYear, hourIn, seasonOfDate, timeOfHour } from './clock.reader.js';
import type { Clause } from './clause.splitter.js';
import { moments, momentWords } from './temporal-lexicon.loader.js';

/** When a clause plays, as far as it says so itself. `changes` names what begins there and did not hold before. */
export interface Moment {
  timeOfDay?: TimeOfDay;
  season?: Season;
  weather?: Weather;
  era?: Era;
  changes: boolean;
  /** Time jumps here: another day, years later. */
  jumps: boolean;
}

const DENIED = /\b(?:no|not|without|never|isn't|neither)\s+(?:\w+\s+)?$/i;
const CHANGES = new RegExp(String.raw`\b(?:${moments.changes.join('|')})\b`, 'i');
const TRUSTED = 0.5;

/** Reads time of day, season, weather and era from words, clock times and dates, in English first and then in the writer's words. */
@Injectable()
export class MomentReader {
  of({ text, originalText, cue, transition }: Clause, language: string): Moment {
    // English is read by the lexicon of this service, which knows its false friends.
    const own = language === 'en' ? [] : FilmLexicon.match(originalText, language).filter(isTelling);
    const hour = hourIn(text, originalText);
    return {
      timeOfDay: (hour === undefined ? undefined : timeOfHour(hour)) ?? first('timeOfDay', text) ?? meaning(own, 'time')?.timeOfDay,
      season: seasonOfDate(text) ?? first('season', text) ?? meaning(own, 'season')?.season,
      weather: first('weather', text) ?? meaning(own, 'weather')?.weather,
      era: eraOfYear(text) ?? first('era', text) ?? meaning(own, 'era')?.era,
      changes: cue !== undefined || CHANGES.test(text),
      jumps: transition === 'fade_black',
    };
  }
}

/** "One day" says nothing of the hour in any language. */
const isTelling = ({ confidence, category, concept }: ConceptMatch) => confidence >= TRUSTED && !(category === 'time' && concept === 'day');

const meaning = <C extends Category>(own: readonly ConceptMatch[], category: C): MeaningOf<C> | undefined =>
  own.find((match) => match.category === category)?.meaning as MeaningOf<C> | undefined;

const first = <C extends keyof typeof momentWords>(category: C, text: string) => {
  const found = momentWords[category].find(text).filter(({ start }) => !DENIED.test(text.slice(0, start)));
  // Rain and snow tell more than the clouds or the wind that come with them.
  const telling = category === 'weather' ? found.find(({ meaning }) => meaning !== 'cloudy' && meaning !== 'wind') : undefined;
  return (telling ?? found[0])?.meaning as NonNullable<ReturnType<(typeof momentWords)[C]['meaningOf']>> | undefined;
};

/** What is told first within so many clauses sets the scene for all; told later, it begins there. */
const SCENE_IS_SET_WITHIN = 2;

/**
 * Carries each fact forward until another replaces it. What is told early on holds from the beginning,
 * unless the text says that it only begins there: "then night falls" leaves the shots before it by day.
 */
export function carried<Key extends 'timeOfDay' | 'season' | 'weather' | 'era'>(told: readonly Moment[], key: Key): Moment[Key][] {
  const at = told.findIndex((moment) => moment[key] !== undefined);
  let now = at >= 0 && at < SCENE_IS_SET_WITHIN && !told[at]!.changes ? told[at]![key] : undefined;
  return told.map((moment) => (now = moment[key] ?? (key === 'weather' && hasPassed(moment) ? undefined : now)));
}

/** The sky of another day, or of "finally, at dawn", is not the sky of this one. */
const hasPassed = ({ jumps, changes, timeOfDay }: Moment) => jumps || (changes && timeOfDay !== undefined);

import type { Transition } from '@polyreel/contracts';
import { wordsOf } from '@polyreel/film-grammar';
import { FilmLexicon } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import type { Clause } from './clause.splitter.js';
import { shotSecondsIn } from './clock.reader.js';
import { readingSpeeds, tempoWords } from './temporal-lexicon.loader.js';

/** What is told in one go, and how long it likes to stand on the screen. */
export interface Beat {
  sentences: number[];
  /** Index of its first clause among all clauses of the text. */
  clause: number;
  text: string;
  originalText: string;
  cue?: string;
  transition: Transition;
  /** Seconds it takes to be seen and read, between 2 and 6.5. */
  seconds: number;
  /** Set where the text itself says how long: `for ten seconds`. */
  stated?: number;
  /** -1 lingers, 1 hurries. */
  tempo: number;
}

// A picture is grasped in about two seconds; each word adds something to see. Twelve words come out at four seconds.
const GRASPED_IN = 2.2;
const PER_WORD = 0.16;
const MOST_WORDS = 20;
const [SHORTEST, LONGEST] = [2, 6.5];
/** A quarter shorter where all hurries, a quarter longer where all lingers. */
const TEMPO_SHARE = 0.25;

/** Says how long a clause likes to stand, by what there is to see, its tempo, and the time its caption takes to read. */
@Injectable()
export class BeatPacing {
  beat(clause: Clause, sentence: number, index: number, language: string): Beat {
    const tempo = tempoOf(clause, language);
    const seen = (GRASPED_IN + PER_WORD * Math.min(MOST_WORDS, wordsOf(clause.text).length)) * (1 - TEMPO_SHARE * tempo);
    const read = [...clause.originalText].length / speedFor(language) + 0.5;
    return {
      sentences: [sentence],
      clause: index,
      text: clause.text,
      originalText: clause.originalText,
      cue: clause.cue,
      transition: clause.transition ?? 'cut',
      seconds: Math.min(LONGEST, Math.max(SHORTEST, seen, read)),
      stated: shotSecondsIn(clause.text),
      tempo,
    };
  }
}

const speedFor = (language: string) => readingSpeeds[language.split('-', 1)[0]!] ?? readingSpeeds['default']!;

function tempoOf({ text, originalText }: Clause, language: string): number {
  const english = tempoWords.find(text).map(({ meaning }) => meaning);
  const concepts = language === 'en' ? [] : FilmLexicon.match(originalText, language);
  const own = concepts.flatMap(({ concept }) => tempoWords.meaningOf(concept) ?? []);
  // Original and translation tell the same story: the one that says more is believed.
  const told = own.length > english.length ? own : english;
  const sum = told.reduce((total, word) => total + word, 0);
  return told.length === 0 ? 0 : Math.max(-1, Math.min(1, sum / Math.max(2, told.length)));
}

import type { CompactGuess } from './compact-detector.js';
import { contentEvidence } from './content-words.js';
import { mixedUp, nearPairHandicaps } from './near-pairs.js';
import { profileEvidence, profilesOf } from './profiles.js';
import type { TextShape } from './text-shape.js';

/** Names of the numbers that a language is judged by, in the order of `fusion.json`. */
export const FEATURES = [
  'compact',
  'compactLong',
  'coverage',
  'amount',
  'content',
  'ownLetters',
  'foreignLetters',
  'nearPair',
  'unprofiled',
  'rare',
] as const;
export type Feature = (typeof FEATURES)[number];
export interface Candidate {
  language: string;
  features: Record<Feature, number>;
}

/** From about this many letters on, the compact detector is as sure as it ever gets. */
const LONG_TEXT_LETTERS = 60;
/** A guess of Croatian is nearly as good for Serbian: the telling words decide. */
const KIN_SHARE = 0.8;
/** A Bosnian text without Bosnian words reads as Croatian or Serbian too: the larger languages are likelier a priori. */
const RARE = new Set(['bs', 'ky', 'tg', 'uz-Cyrl', 'sa', 'sd', 'ckb', 'ti', 'eo']);

/** All languages that a text of one script may be in, each with what speaks for and against it. */
export function candidatesOf(script: string, shape: TextShape, compact: CompactGuess | undefined): Candidate[] {
  const handicaps = nearPairHandicaps(script, shape);
  const content = contentEvidence(shape);
  const length = Math.min(shape.letterCount / LONG_TEXT_LETTERS, 1);
  const profiled = profilesOf(script).map((profile): Candidate => {
    const backing = compact ? certainty(compact.probability) * backs(compact.language, profile.language) : 0;
    return {
      language: profile.language,
      features: {
        compact: backing,
        compactLong: backing * length,
        ...profileEvidence(profile, shape),
        content: content.get(profile.language) ?? 0,
        nearPair: (handicaps.get(profile.language) ?? 0) / 4,
        unprofiled: 0,
        rare: RARE.has(profile.language) ? 1 : 0,
      },
    };
  });
  if (!compact || profiled.some(({ language }) => primary(compact.language) === primary(language)) || !belongsTo(script, compact.language))
    return profiled;
  const backing = certainty(compact.probability);
  const features = {
    compact: backing,
    compactLong: backing * length,
    coverage: 0,
    amount: 0,
    content: 0,
    ownLetters: 0,
    foreignLetters: 0,
    nearPair: 0,
    unprofiled: 1,
    rare: 0,
  };
  return [...profiled, { language: compact.language, features }];
}

/** Probability on a scale where 0.5 is 0.1 and 0.9999 is 1: the detector's last per cent says the most. */
function certainty(probability: number): number {
  const odds = Math.log(probability / (1 - Math.min(probability, 0.99995)));
  return Math.min(Math.max((odds + 1) / 10, 0.05), 1);
}

/** How far a guess of one language speaks for another, 0 to 1. The compact detector knows one Serbian and one Uzbek, whatever the script. */
function backs(guess: string, language: string): number {
  if (primary(guess) === primary(language)) return 1;
  return mixedUp(guess === 'sr-Cyrl' ? 'sr-Latn' : guess, language) ? KIN_SHARE : 0;
}

const primary = (tag: string) => tag.split('-')[0];

/** Whether a language that has no profile is written in the script: romanised forms say so, and the others were asked by script. */
function belongsTo(script: string, language: string): boolean {
  const written = new Intl.Locale(language).maximize().script;
  return written === SCRIPT_CODES[script];
}

const SCRIPT_CODES: Record<string, string> = {
  Latin: 'Latn',
  Cyrillic: 'Cyrl',
  Arabic: 'Arab',
  Hebrew: 'Hebr',
  Devanagari: 'Deva',
  Ethiopic: 'Ethi',
};

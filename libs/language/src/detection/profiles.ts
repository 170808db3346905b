import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import type { TextShape } from './text-shape.js';

const ProfileFile = z.record(z.string(), z.object({ script: z.string().default('Latn'), letters: z.string(), words: z.string() }));
const SCRIPT_NAMES: Record<string, string> = {
  Latn: 'Latin',
  Cyrl: 'Cyrillic',
  Arab: 'Arabic',
  Hebr: 'Hebrew',
  Deva: 'Devanagari',
  Beng: 'Bengali',
  Ethi: 'Ethiopic',
};

/** What gives one language away among those of its script. */
export interface LanguageProfile {
  readonly language: string;
  readonly script: string;
  readonly letters: ReadonlySet<string>;
}

/** What a profile found in a text. */
export interface ProfileEvidence {
  /** Share of the words that are frequent words of the language, each counting less the more languages share it. */
  coverage: number;
  /** The same as a sum, 0 to 1: six telling words are as good as sixty. */
  amount: number;
  /** Letters that few other languages of the script have, 0 to 1. */
  ownLetters: number;
  /** Letters that the language does not have, 0 to 1. */
  foreignLetters: number;
}

const ASCII_LETTERS = new Set('abcdefghijklmnopqrstuvwxyz');
const { profiles, wordWeights, letterOwners } = load();

/** The languages that are told apart within a script. */
export function profilesOf(script: string): readonly LanguageProfile[] {
  return profiles.filter((profile) => profile.script === script);
}

/** Weighs a text's words and letters for one language. */
export function profileEvidence(profile: LanguageProfile, shape: TextShape): ProfileEvidence {
  const weights = wordWeights.get(profile.language);
  const sum = shape.tokens.reduce((total, token) => total + (weights?.get(token) ?? 0), 0);
  let own = 0;
  let foreign = 0;
  if (profile.letters.size || profile.script === 'Latin') {
    const owners = letterOwners.get(profile.script);
    for (const letter of shape.text) {
      if (ASCII_LETTERS.has(letter)) continue;
      const sharedBy = owners?.get(letter);
      if (profile.letters.has(letter)) own += 1 / (sharedBy ?? 1) ** 0.5;
      else if (sharedBy) foreign += 1;
    }
  }
  return {
    coverage: shape.tokens.length ? sum / shape.tokens.length : 0,
    amount: Math.min(sum, 6) / 6,
    ownLetters: Math.min(own, 4) / 4,
    foreignLetters: Math.min(foreign, 3) / 3,
  };
}

function load() {
  const entries = ['latin', 'other-scripts'].flatMap((name) =>
    Object.entries(loadJson(import.meta.url, `./profiles/${name}.json`, ProfileFile)),
  );
  const profiles = entries.map(([language, { script, letters }]) => ({
    language,
    script: SCRIPT_NAMES[script] ?? script,
    letters: new Set(letters),
  }));
  const words = new Map(entries.map(([language, entry]) => [language, new Set(entry.words.split(' '))]));
  const wordWeights = new Map<string, Map<string, number>>();
  const letterOwners = new Map<string, Map<string, number>>();
  for (const { language, script, letters } of profiles) {
    const relatives = profiles.filter((other) => other.script === script).map((other) => words.get(other.language));
    const own = [...(words.get(language) ?? [])];
    wordWeights.set(language, new Map(own.map((word) => [word, relatives.filter((list) => list?.has(word)).length ** -0.5])));
    const owners = letterOwners.get(script) ?? new Map<string, number>();
    for (const letter of letters) owners.set(letter, (owners.get(letter) ?? 0) + 1);
    letterOwners.set(script, owners);
  }
  return { profiles, wordWeights, letterOwners };
}

import { loadJson } from '@polyreel/service-kit';
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { profilesOf } from './profiles.js';
import type { TextShape } from './text-shape.js';

const NearPair = z.object({
  languages: z.array(z.string()).min(2),
  /** The compact detector mixes these up: its guess of one speaks, a little less, for all of them. */
  sharesGuess: z.boolean().default(false),
  rules: z.array(
    z.object({
      for: z.array(z.string()).min(1),
      weight: z.number().positive(),
      why: z.string(),
      /** The rule counts only in a text that holds this. */
      needs: z.string().optional(),
      words: z.array(z.string()).default([]),
      parts: z.array(z.string()).default([]),
      starts: z.array(z.string()).default([]),
      endings: z.array(z.string()).default([]),
      phrases: z.array(z.string()).default([]),
      /** Words that tell only side by side. */
      together: z.array(z.array(z.string()).min(2)).default([]),
    }),
  ),
});
type Rule = z.infer<typeof NearPair>['rules'][number];

const folder = new URL('./near-pairs/', import.meta.url);
const groups = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => loadJson(import.meta.url, `./near-pairs/${name}`, NearPair));

const kin = new Map(
  groups.filter(({ sharesGuess }) => sharesGuess).flatMap(({ languages }) => languages.map((one) => [one, new Set(languages)])),
);

/** Whether the compact detector takes one of these languages for the other: a reader of one mostly reads the other, too. */
export function mixedUp(one: string, other: string): boolean {
  return kin.get(one)?.has(other) ?? false;
}

/** Beyond two finds a rule says nothing new: one odd name must not decide a text. */
const MOST_FINDS = 2;
/** How far one group of relatives may push a language back. */
const FURTHEST = 5;

/**
 * How far each language stands behind its closest relatives by their telling words and letters: 0 for the likeliest of a group,
 * negative for the others, in points of the rule files, at least -5 for each group.
 */
export function nearPairHandicaps(script: string, shape: TextShape): Map<string, number> {
  const words = new Set(shape.tokens);
  const handicaps = new Map<string, number>();
  const written = new Set(profilesOf(script).map(({ language }) => language));
  for (const { languages, rules } of groups.filter((group) => group.languages.some((language) => written.has(language)))) {
    const points = new Map(languages.map((language) => [language, 0]));
    for (const rule of rules) {
      const gain = Math.min(finds(rule, shape, words), MOST_FINDS) * rule.weight;
      if (gain) for (const language of rule.for) points.set(language, (points.get(language) ?? 0) + gain);
    }
    const best = Math.max(...points.values());
    for (const [language, own] of points) handicaps.set(language, (handicaps.get(language) ?? 0) + Math.max(own - best, -FURTHEST));
  }
  return handicaps;
}

function finds(rule: Rule, shape: TextShape, words: ReadonlySet<string>): number {
  if (rule.needs && !shape.text.includes(rule.needs)) return 0;
  const has = (word: string) => words.has(word);
  const affixed = (word: string) =>
    rule.endings.some((ending) => word.length > ending.length + 1 && word.endsWith(ending)) ||
    rule.starts.some((start) => word.length > start.length + 1 && word.startsWith(start));
  return (
    rule.words.filter(has).length +
    rule.parts.filter((part) => shape.text.includes(part)).length +
    rule.phrases.filter((phrase) => shape.text.includes(phrase)).length +
    rule.together.filter((set) => set.every(has)).length +
    (rule.endings.length || rule.starts.length ? [...words].filter(affixed).length : 0)
  );
}

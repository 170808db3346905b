/** Fits the weights of libs/language/src/detection/fusion.json on the tuning corpus and prints them. Run after a build. */
import { readFileSync } from 'node:fs';
import { CompactDetector } from '../../libs/language/src/detection/compact-detector.js';
import { candidatesOf, FEATURES, type Candidate, type Feature } from '../../libs/language/src/detection/evidence.js';
import { shapeOf } from '../../libs/language/src/detection/text-shape.js';

const BY_HAND: Partial<Record<Feature, number>> = { unprofiled: -1.5, rare: -0.7 };
const SHARED_SCRIPTS = new Set(['Latin', 'Cyrillic', 'Arabic', 'Devanagari', 'Bengali', 'Hebrew', 'Ethiopic']);
const ROUNDS = 300;
const STEP = 0.5;
/** Keeps the weights of rare evidence from running away. */
const SHRINKAGE = 1e-3;

const corpus = JSON.parse(readFileSync(new URL('../../libs/language/src/detection/corpus/tuning.json', import.meta.url), 'utf8')) as Record<
  string,
  string[]
>;
const compact = await CompactDetector.load();
const cases = Object.entries(corpus).flatMap(([language, sentences]) =>
  sentences.flatMap(fragmentsOf).flatMap(({ text, weight }) => {
    const shape = shapeOf(text);
    const script = shape.scripts[0]?.script ?? '';
    if (!SHARED_SCRIPTS.has(script)) return [];
    const candidates = candidatesOf(script, shape, compact.guess(text));
    const right = candidates.findIndex((candidate) => candidate.language === language);
    return right < 0 ? [] : [{ candidates, right, weight }];
  }),
);

const weights = Object.fromEntries(FEATURES.map((name) => [name, BY_HAND[name] ?? 1])) as Record<Feature, number>;
const total = cases.reduce((sum, { weight }) => sum + weight, 0);
let loss = 0;
for (let round = 0; round < ROUNDS; round += 1) loss = descend();
console.log(JSON.stringify(Object.fromEntries(FEATURES.map((name) => [name, Math.round(weights[name] * 100) / 100]))));
console.log(`cases ${cases.length}, mean loss ${loss.toFixed(4)}`);

/** One step of gradient descent; returns the mean cross entropy before it. */
function descend(): number {
  const slope = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Record<Feature, number>;
  let loss = 0;
  for (const { candidates, right, weight } of cases) {
    const likelihood = softmax(candidates);
    loss -= weight * Math.log(Math.max(likelihood[right] ?? 0, 1e-12));
    candidates.forEach(({ features }, index) => {
      const error = (likelihood[index] ?? 0) - (index === right ? 1 : 0);
      for (const name of FEATURES) slope[name] += weight * error * features[name];
    });
  }
  for (const name of FEATURES) {
    if (BY_HAND[name] === undefined) weights[name] -= STEP * 10 * (slope[name] / total + SHRINKAGE * weights[name]);
  }
  return loss / total;
}

function softmax(candidates: readonly Candidate[]): number[] {
  const scores = candidates.map(({ features }) => FEATURES.reduce((sum, name) => sum + features[name] * weights[name], 0));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / whole);
}

/** A sentence, its beginnings and its single words: what people type is often shorter than a sentence. */
function fragmentsOf(sentence: string): { text: string; weight: number }[] {
  const words = sentence.split(/\s+/);
  const shorter = [
    words.slice(0, 2),
    words.slice(0, 4),
    words.slice(-3),
    ...words
      .filter((word) => word.length > 3)
      .slice(0, 3)
      .map((word) => [word]),
  ];
  return [{ text: sentence, weight: 1 }, ...shorter.map((part) => ({ text: part.join(' '), weight: 0.3 }))];
}

import { type Mood, MoodLabel } from '@polyreel/contracts';
import type { MoodCue } from './mood-cues.finder.js';

type Weights = Record<MoodLabel, number>;

/** What the cues of a passage add up to. */
export interface Tally {
  weights: Weights;
  /** Sums over the cues of strength, strength × valence, strength × energy. */
  strength: number;
  valence: number;
  energy: number;
  exclamations: number;
  mood: Mood;
  confidence: number;
}

/** Less than this and nothing was said: a lone weak hint ("children", "music") leaves a sentence neutral. */
const SPOKEN = 0.4;
/** Where nobody says otherwise a scene is awake but not excited. */
const RESTING_ENERGY = 0.3;
/** Pull towards the resting state, so that one weak word does not swing valence and energy all the way. */
const INERTIA = 0.35;
const CERTAIN_WITH = 1.2;
const KNOWS_NOTHING = 0.2;

const none = (): Weights => Object.fromEntries(MoodLabel.options.map((label) => [label, 0])) as Weights;
const strengthOf = (cue: MoodCue) => Math.max(0, ...Object.values(cue.moods));
const clamp = (low: number, value: number, high: number) => Math.round(Math.min(high, Math.max(low, value)) * 100) / 100;

/** Adds the cues of one sentence. Original and translation tell the same story: the stronger of the two counts, not both. */
export function tallyOf(cues: readonly MoodCue[], exclamations: number): Tally {
  const weights = none();
  for (const label of MoodLabel.options) {
    const from = (source: MoodCue['source']) =>
      cues.filter((cue) => cue.source === source).reduce((sum, { moods }) => sum + (moods[label] ?? 0), 0);
    weights[label] = Math.max(from('english'), from('original')) + from('scene');
  }
  const sum = (value: (cue: MoodCue) => number) => cues.reduce((total, cue) => total + strengthOf(cue) * value(cue), 0);
  return settled({ weights, strength: sum(() => 1), valence: sum((cue) => cue.valence), energy: sum((cue) => cue.energy), exclamations });
}

/** The mood of a whole text. Later sentences weigh a little more: an ending colours what came before. */
export function together(tallies: readonly Tally[]): Tally {
  const whole = { weights: none(), strength: 0, valence: 0, energy: 0, exclamations: 0 };
  tallies.forEach((tally, at) => {
    const share = 1 + (0.2 * at) / Math.max(1, tallies.length - 1);
    for (const label of MoodLabel.options) whole.weights[label] += tally.weights[label] * share;
    whole.strength += tally.strength * share;
    whole.valence += tally.valence * share;
    whole.energy += tally.energy * share;
    whole.exclamations += tally.exclamations;
  });
  return settled(whole);
}

function settled(sums: Omit<Tally, 'mood' | 'confidence'>): Tally {
  const ranked = MoodLabel.options.map((label) => [label, sums.weights[label]] as const).sort((a, b) => b[1] - a[1]);
  const [[label, top], [, second]] = ranked as [(typeof ranked)[number], (typeof ranked)[number]];
  const total = Object.values(sums.weights).reduce((sum, weight) => sum + weight, 0);
  const spoken = top >= SPOKEN;
  const pull = sums.strength + INERTIA;
  const mood: Mood = {
    label: spoken ? label : 'neutral',
    valence: clamp(-1, sums.valence / pull, 1),
    // An exclamation mark adds a tenth, three at most.
    energy: clamp(0, (sums.energy + INERTIA * RESTING_ENERGY) / pull + 0.1 * Math.min(3, sums.exclamations), 1),
  };
  return { ...sums, mood, confidence: spoken ? certainty(top, second, total) : KNOWS_NOTHING };
}

/** Saturates with the number of cues, and falls to half where the runner-up is as strong. */
const certainty = (top: number, second: number, total: number) =>
  clamp(0, 0.95 * (1 - Math.exp(-total / CERTAIN_WITH)) * (0.5 + (0.5 * (top - second)) / top), 1);

import { type Mood, Shot, type Transition } from '@polyreel/contracts';
import type { Analyses, PlannedShot } from './analyses.js';
import { frameShots } from './shot-camera.js';
import { castShots } from './shot-cast.js';
import { planShots } from './shot-plan.js';
import { settleShots } from './shot-setting.js';

export interface JoinedShots {
  shots: Shot[];
  /** The mood of the whole film. */
  mood: Mood;
  /** One line for each analysis that is missing, and what stood in for it. Empty: nothing is degraded. */
  degradedReasons: string[];
}

const NEUTRAL: Mood = { label: 'neutral', valence: 0, energy: 0.3 };
/** Below this energy one picture melts into the next instead of being cut. */
const CALM = 0.3;

const STAND_INS = {
  entities: 'the entity analysis is missing: the shots show places without figures',
  mood: 'the mood analysis is missing: the film is neutral',
  camera: 'the camera analysis is missing: the shots follow plain coverage',
  temporal: 'the temporal analysis is missing: one shot for each sentence, by day, in clear weather',
} as const;

/**
 * Joins what the analysers found into the shots of a film: contiguous, in order, adding up to the wanted length to the last bit.
 * Any analysis may be missing: a plain rule stands in and the result says so. Throws where there is no sentence at all.
 */
export function joinShots(analyses: Analyses): JoinedShots {
  const { sentences, entities, mood, camera, temporal } = analyses;
  if (sentences.length === 0) throw new RangeError('a film needs at least one sentence');
  const plan = planShots(analyses).map((shot) => ({ ...shot, ...wording(shot, analyses) }));
  const [cast, cameras] = [castShots(plan, entities?.entities ?? []), frameShots(plan, camera)];
  const settings = settleShots(plan, entities, temporal?.timingInfo);
  const moods = plan.map((shot) => moodOf(shot, mood?.mood));
  const shots = plan.map((shot, at): Shot =>
    Shot.parse({
      index: at,
      text: shot.text,
      originalText: shot.originalText,
      sentences: shot.sentences,
      startSeconds: shot.startSeconds,
      durationSeconds: shot.durationSeconds,
      setting: settings[at],
      mood: moods[at],
      camera: cameras[at],
      transition: transitionInto(at, plan, moods[at]!, settings[at]!.timeOfDay !== settings[at - 1]?.timeOfDay),
      entities: cast[at],
    }),
  );
  const missing = (Object.keys(STAND_INS) as (keyof typeof STAND_INS)[]).filter((analysis) => analyses[analysis] === undefined);
  const { label, valence, energy } = mood?.mood ?? NEUTRAL;
  return { shots, mood: { label, valence, energy }, degradedReasons: missing.map((analysis) => STAND_INS[analysis]) };
}

/** The words of a shot: its clause where the temporal analysis told one, else its sentences whole. */
function wording(shot: PlannedShot, { sentences }: Analyses): { text: string; originalText: string } {
  const own = sentences.filter(({ index }) => shot.sentences.includes(index));
  return {
    text: shot.text ?? own.map(({ translated }) => translated).join(' '),
    originalText: shot.originalText ?? own.map(({ original }) => original).join(' '),
  };
}

/** Where several sentences share a shot, the one that feels most. */
function moodOf({ sentences }: PlannedShot, mood: NonNullable<Analyses['mood']>['mood'] | undefined): Mood {
  const felt = (mood?.perSentence ?? []).filter(({ sentence }) => sentences.includes(sentence));
  const [strongest] = felt.sort((a, b) => Math.abs(b.valence) + b.energy - (Math.abs(a.valence) + a.energy));
  const { label, valence, energy } = strongest ?? mood ?? NEUTRAL;
  return { label, valence, energy };
}

function transitionInto(at: number, plan: readonly PlannedShot[], mood: Mood, timeChanges: boolean): Transition {
  const { transition, cue, sentences } = plan[at]!;
  if (at === 0) return transition === 'cut' ? 'cut' : 'fade_in';
  if (transition === 'fade_in') return 'fade_black';
  if (cue !== undefined || transition !== 'cut') return transition;
  // Nobody asked for one: time passing darkens the screen, a calm scene melts, and shots of one sentence stay cuts.
  const sameSentence = plan[at - 1]!.sentences.at(-1) === sentences[0];
  if (sameSentence) return 'cut';
  if (timeChanges) return 'fade_black';
  return mood.energy < CALM && mood.label !== 'neutral' ? 'crossfade' : 'cut';
}

import type { Camera } from '@polyreel/contracts';
import type { Analyses, PlannedShot } from './analyses.js';
import { coverage } from './coverage.js';

/** Where the camera analysis is missing: an establishing view, and from there the coverage of a scene. */
const PLAIN: Camera = { size: 'wide', angle: 'eye_level', movement: 'dolly_in', stated: false };

/** The camera of each shot: what its sentence asked for, one request after the other, then coverage of the last. */
export function frameShots(shots: readonly PlannedShot[], camera: Analyses['camera']): Camera[] {
  if (!camera) return shots.map((_, at) => coverage(at, PLAIN));
  const shotsOfSentence = new Map<number, number>();
  return shots.map((shot) => {
    const lead = leading(shot.sentences, camera);
    const nth = shotsOfSentence.get(lead) ?? 0;
    shotsOfSentence.set(lead, nth + 1);
    return nthView(lead, nth, camera);
  });
}

/** Of the sentences that share a shot the first that states its camera leads. */
const leading = (sentences: readonly number[], { cameraMovements, shotTypes }: NonNullable<Analyses['camera']>): number =>
  sentences.find((sentence) => [...cameraMovements, ...shotTypes].some((one) => one.sentence === sentence && one.stated)) ?? sentences[0]!;

function nthView(sentence: number, nth: number, { cameraMovements, shotTypes }: NonNullable<Analyses['camera']>): Camera {
  const movements = cameraMovements.filter((one) => one.sentence === sentence);
  const types = shotTypes.filter((one) => one.sentence === sentence);
  const requests = Math.max(movements.length, types.length, 1);
  const at = Math.min(nth, requests - 1);
  const [movement, type] = [movements[Math.min(at, movements.length - 1)], types[Math.min(at, types.length - 1)]];
  const base: Camera = {
    size: type?.size ?? PLAIN.size,
    angle: type?.angle ?? PLAIN.angle,
    movement: movement?.movement ?? PLAIN.movement,
    stated: Boolean(movement?.stated || type?.stated),
  };
  return coverage(nth - at, base);
}

import type { CameraCuesExtracted, DataOf, Sentence } from '@polyreel/contracts';
import { Injectable } from '@nestjs/common';
import { CameraCueReader, type StatedCue } from './camera-cues.reader.js';
import { type CameraRule, cameraRules, type View } from './camera-lexicon.loader.js';
import { ContentReader } from './content.reader.js';
import { RecentViews, ScreenDirection } from './screen-direction.model.js';

type Directions = Pick<DataOf<typeof CameraCuesExtracted>, 'cameraMovements' | 'shotTypes' | 'confidenceScore'>;
type ShotType = Pick<View, 'size' | 'angle'> & { stated: boolean; cue?: string };

/** A stated camera is nearly sure; one chosen by content is a fair guess; one chosen for lack of anything better is a habit. */
const CONFIDENCE = { stated: 0.9, chosen: 0.55, habit: 0.4 };
/** A face does not stay in frame while the camera cranes or trucks. */
const NEAR = new Set(['close_up', 'extreme_close_up']);
const NOT_NEAR = /^(?:crane|truck|pan)/;

/** Directs the camera: does what the text asks for, and where it asks nothing chooses by rule, with variety and a steady screen direction. */
@Injectable()
export class CameraDirector {
  constructor(
    private readonly cues: CameraCueReader,
    private readonly contents: ContentReader,
  ) {}

  direct(sentences: readonly Sentence[], language: string): Directions {
    const [direction, recent] = [new ScreenDirection(), new RecentViews()];
    const result: Directions = { cameraMovements: [], shotTypes: [], confidenceScore: 0 };
    let confidence = 0;
    sentences.forEach((sentence, at) => {
      const stated = this.cues.of(sentence, language);
      const rule = ruleFor(this.contents.of(sentence, language), at, sentences.length);
      const view = viewOf(rule, recent, stated);
      const types = typesOf(stated, view);
      const moves = stated.flatMap(({ movement, cue }) => (movement ? [{ movement, cue, stated: true }] : []));
      const movements = moves.length > 0 ? moves : [{ movement: view.movement, stated: false }];
      result.shotTypes.push(...types.map((type) => ({ sentence: sentence.index, ...type })));
      for (const move of movements) {
        const movement = direction.settle(move.movement, sentence.translated);
        result.cameraMovements.push({ sentence: sentence.index, ...move, movement });
      }
      recent.add(types.at(-1)!.size, movements.at(-1)!.movement);
      confidence += stated.length > 0 ? CONFIDENCE.stated : rule === cameraRules.at(-1) ? CONFIDENCE.habit : CONFIDENCE.chosen;
    });
    return { ...result, confidenceScore: Math.round((confidence / sentences.length) * 100) / 100 };
  }
}

function ruleFor(content: Set<string>, at: number, count: number): CameraRule {
  const isThere = (name: string) => content.has(name);
  return cameraRules.find(({ when }) => {
    if (when.position === 'first' && at !== 0) return false;
    if (when.position === 'last' && (at === 0 || at !== count - 1)) return false;
    if (when.all && !when.all.every(isThere)) return false;
    if (when.any && !when.any.some(isThere)) return false;
    return !when.none?.some(isThere);
  })!;
}

/** The view that the rule prefers, with what is stated laid over it, unless that was just seen. */
function viewOf(rule: CameraRule, recent: RecentViews, stated: readonly StatedCue[]): View {
  const size = stated.find((cue) => cue.size)?.size;
  const movement = stated.find((cue) => cue.movement)?.movement;
  const angle = stated.find((cue) => cue.angle)?.angle;
  const candidates = [...rule.views, ...cameraRules.at(-1)!.views].map((view): View => {
    const laid = { size: size ?? view.size, angle: angle ?? view.angle, movement: movement ?? view.movement };
    return !movement && NEAR.has(laid.size) && NOT_NEAR.test(laid.movement) ? { ...laid, movement: 'dolly_in' } : laid;
  });
  const fresh = candidates.find((view) => !recent.isJustSeen(view.size, view.movement));
  return fresh ?? candidates.find((view) => !recent.isWornOut(view.size, view.movement)) ?? candidates[0]!;
}

/** Stated sizes and angles in order, "a low-angle close-up" as one and "a wide shot, then a close-up" as two. */
function typesOf(stated: readonly StatedCue[], view: View): ShotType[] {
  const asked: (Partial<Pick<View, 'size' | 'angle'>> & { cue: string })[] = [];
  for (const { size, angle, cue } of stated) {
    if (!size && !angle) continue;
    const last = asked.at(-1);
    const clashes = !last || (size && last.size && !angle) || (angle && last.angle);
    if (clashes) asked.push({ size, angle, cue });
    else Object.assign(last, { size: last.size ?? size, angle: last.angle ?? angle, cue: `${last.cue}, ${cue}` });
  }
  if (asked.length === 0) return [{ size: view.size, angle: view.angle, stated: false }];
  return asked.map(({ size, angle, cue }) => ({ size: size ?? view.size, angle: angle ?? 'eye_level', stated: true, cue }));
}

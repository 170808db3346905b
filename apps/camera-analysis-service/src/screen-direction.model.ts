import type { CameraMovement, ShotSize } from '@polyreel/contracts';
import type { OpenMovement } from './camera-lexicon.loader.js';

type Side = 'left' | 'right';
const opposite = { left: 'right', right: 'left' } as const;
const TURNS_BACK = /\b(?:turns? (?:back|around|round)|returns?|the other way|way back|comes? back|goes back|retreats?)\b/i;

/**
 * Keeps one film's screen direction. Who moves to the right in one shot does not move to the left in the next (the 180-degree rule)
 * until the story turns back; pans with no side of their own alternate, so that the eye is not always led the same way.
 */
export class ScreenDirection {
  private travel: Side = 'right';
  private pan: Side = 'left';

  /** Gives an open movement its side; a stated side is remembered. */
  settle(movement: OpenMovement, text: string): CameraMovement {
    if (TURNS_BACK.test(text)) this.travel = opposite[this.travel];
    if (movement === 'truck_any') return `truck_${this.travel}`;
    if (movement === 'pan_any') return `pan_${(this.pan = opposite[this.pan])}`;
    if (movement === 'truck_left' || movement === 'truck_right') this.travel = movement === 'truck_left' ? 'left' : 'right';
    if (movement === 'pan_left' || movement === 'pan_right') this.pan = movement === 'pan_left' ? 'left' : 'right';
    return movement;
  }
}

/** The last views of a film, to avoid the third of a kind. */
export class RecentViews {
  private readonly seen: string[] = [];

  add(size: ShotSize, movement: OpenMovement): void {
    this.seen.push(this.key(size, movement));
  }

  isJustSeen = (size: ShotSize, movement: OpenMovement): boolean => this.seen.at(-1) === this.key(size, movement);

  /** The third time running would be one too many. */
  isWornOut = (size: ShotSize, movement: OpenMovement): boolean =>
    this.seen.length >= 2 && this.seen.slice(-2).every((one) => one === this.key(size, movement));

  /** Left and right are the same move to the eye that counts. */
  private readonly key = (size: ShotSize, movement: OpenMovement) => `${size} ${movement.replace(/_(?:left|right|any)$/, '')}`;
}

import type { LetterState } from '@polyreel/http-api';
import type { Letter } from '@polyreel/messaging';

/** What is known of a letter that comes once more. */
export interface KnownLetter {
  state: LetterState;
  replayId: string | null;
  lastFailedAt: Date;
  failedAgain: number;
}

export interface Return {
  state: LetterState;
  /** The replay that this failure counts against, and whether that replay had not yet noted the letter as sent. */
  against?: { replay: string; unsent: boolean };
}

/**
 * What it means that a letter comes which already has its row. Undefined: nothing new. The broker may bring the same letter twice, and
 * a process that died between handing a letter back and noting it hands it back twice.
 */
export function returnOf(known: KnownLetter, { replay, lastFailedAt }: Pick<Letter, 'replay' | 'lastFailedAt'>): Return | undefined {
  if (known.lastFailedAt.getTime() === Date.parse(lastFailedAt)) return undefined;
  if (replay !== undefined && known.replayId !== null) {
    if (replay !== known.replayId) return undefined;
    if (known.state !== 'replaying' && known.state !== 'replayed') return undefined;
    return { state: 'failed_again', against: { replay, unsent: known.state === 'replaying' } };
  }
  // The event failed once more by another way than a replay: it was published twice, or the row is older than the replay's.
  if (known.state === 'replaying') return { state: 'replaying' };
  return { state: known.failedAgain > 0 ? 'failed_again' : 'resting' };
}

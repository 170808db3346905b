import type { LetterState } from '@polyreel/http-api';
import { describe, expect, it } from 'vitest';
import { type KnownLetter, returnOf } from './letter.return.js';

const [then, later] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
const known = (state: LetterState, about: Partial<KnownLetter> = {}): KnownLetter => ({
  state,
  replayId: null,
  lastFailedAt: new Date(then),
  failedAgain: 0,
  ...about,
});

describe('a letter that comes once more', () => {
  it.each(['resting', 'replaying', 'replayed', 'failed_again', 'discarded'] as const)(
    'is nothing new where the broker brings the same again, even if it is %s by now',
    (state) => {
      expect(returnOf(known(state, { replayId: 'r' }), { lastFailedAt: then })).toBeUndefined();
    },
  );

  it('has failed again where its replay had sent it', () => {
    expect(returnOf(known('replayed', { replayId: 'r' }), { lastFailedAt: later, replay: 'r' })).toEqual({
      state: 'failed_again',
      against: { replay: 'r', unsent: false },
    });
  });

  it('shows that it was sent where its replay died before noting it', () => {
    expect(returnOf(known('replaying', { replayId: 'r' }), { lastFailedAt: later, replay: 'r' })).toEqual({
      state: 'failed_again',
      against: { replay: 'r', unsent: true },
    });
  });

  it('counts once where its replay sent it twice', () => {
    expect(returnOf(known('failed_again', { replayId: 'r', failedAgain: 1 }), { lastFailedAt: later, replay: 'r' })).toBeUndefined();
  });

  it('changes nothing where it comes from an older replay than the one it is part of', () => {
    for (const state of ['replaying', 'replayed'] as const)
      expect(returnOf(known(state, { replayId: 'r2' }), { lastFailedAt: later, replay: 'r1' })).toBeUndefined();
  });

  it('rests anew where the event itself failed once more', () => {
    expect(returnOf(known('discarded'), { lastFailedAt: later })).toEqual({ state: 'resting' });
    expect(returnOf(known('resting'), { lastFailedAt: later })).toEqual({ state: 'resting' });
    expect(returnOf(known('discarded', { failedAgain: 2 }), { lastFailedAt: later })).toEqual({ state: 'failed_again' });
    expect(returnOf(known('replaying', { replayId: 'r' }), { lastFailedAt: later })).toEqual({ state: 'replaying' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Take } from './film.types.js';
import { isSettled, placeTakes } from './timeline.js';

const take = (durationSeconds: number, transition: Take['transition'] = 'cut', mood: Take['mood'] = 'neutral'): Take => ({
  source: { kind: 'card' },
  durationSeconds,
  transition,
  mood,
});

describe('the timeline of a film', () => {
  it.each([
    [[2, 3, 5], 240],
    [[1 / 3, 1 / 3, 1 / 3], 24],
    [[0.7, 1.9, 2.45, 3.31], 201],
  ])('gives takes of %j seconds exactly their sum in frames', (durations, frames) => {
    const { placed, totalFrames } = placeTakes(
      durations.map((seconds) => take(seconds, 'crossfade')),
      24,
    );
    expect(totalFrames).toBe(frames);
    expect(placed.reduce((sum, place) => sum + place.frames, 0)).toBe(frames);
    placed.slice(1).forEach((place, i) => expect(place.start).toBe(placed[i]!.start + placed[i]!.frames));
  });

  it('runs a cross-fade over the first frames of the take that comes in, so that it begins on its own moment', () => {
    expect(placeTakes([take(2), take(2, 'crossfade')], 24).placed[1]).toMatchObject({ start: 48, entering: 12 });
  });

  it('calls a frame settled that shows one take only, and neither of them dark', () => {
    const { placed } = placeTakes([take(2), take(2, 'crossfade'), take(2, 'fade_black')], 24);
    const settled = [0, 12, 47, 48, 60, 83, 84, 96, 108].map((frame) => isSettled(placed, frame, 24));
    expect(settled).toEqual([false, true, true, false, true, true, false, false, true]);
  });

  it('shortens a transition to a third of the shorter take', () => {
    expect(placeTakes([take(5), take(0.5, 'crossfade', 'melancholic')], 24).placed[1]!.entering).toBe(4);
  });

  it('opens a film without the take before it that a cross-fade would need', () => {
    expect(placeTakes([take(2, 'crossfade')], 24).placed[0]!.entering).toBe(0);
  });

  it('refuses a film of nothing and a take shorter than a frame', () => {
    expect(() => placeTakes([], 24)).toThrow(RangeError);
    expect(() => placeTakes([take(1), take(0.01)], 24)).toThrow('take 1 is shorter than one frame');
  });
});

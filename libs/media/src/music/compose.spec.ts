import { describe, expect, it } from 'vitest';
import { MOOD_NAMES } from '../film/grade.js';
import { compose } from './compose.js';
import { scores } from './scores.js';

const bed = (mood: (typeof MOOD_NAMES)[number], durationSeconds = 20, energy = 0.5) => [{ durationSeconds, mood, energy }];

describe('a composed score', () => {
  it.each(MOOD_NAMES)('for a %s film stays in its mode, its tempo and its length, and closes on the tonic', (mood) => {
    const { notes, beatsPerMinute, tonic } = compose(bed(mood), 11);
    const { mode, tempo } = scores.moods[mood];
    const pitches = new Set(scores.modes[mode].map((step) => (tonic + step) % 12));
    for (const note of notes.filter(({ voice }) => voice.kind !== 'drum')) expect(pitches).toContain(note.midi % 12);
    expect(beatsPerMinute).toBeGreaterThan(tempo[0] * 0.9);
    expect(beatsPerMinute).toBeLessThan(tempo[1] * 1.1);
    expect(Math.max(...notes.map(({ at }) => at))).toBeLessThan(20);
    const last = notes.filter(({ voice }) => voice.kind === 'bass').at(-1)!;
    expect(last.midi % 12).toBe(tonic % 12);
  });

  it('is the same for the same seed and another for another', () => {
    expect(compose(bed('epic'), 5)).toEqual(compose(bed('epic'), 5));
    expect(compose(bed('epic'), 6)).not.toEqual(compose(bed('epic'), 5));
  });

  it('moves from chord to chord by small steps', () => {
    const { notes } = compose(bed('romantic', 40), 3);
    const pad = notes.filter(({ voice }) => voice.kind === 'pad');
    const middles = [...new Set(pad.map(({ at }) => at))].map((bar) => {
      const chord = pad.filter(({ at }) => at === bar);
      return chord.reduce((sum, { midi }) => sum + midi, 0) / chord.length;
    });
    middles.slice(1).forEach((middle, i) => expect(Math.abs(middle - middles[i]!)).toBeLessThanOrEqual(5));
  });

  it('follows a change of mood: calm without drums, then lively with them', () => {
    const { notes } = compose([...bed('serene', 12, 0.2), ...bed('energetic', 12, 0.9)], 4);
    const drums = notes.filter(({ voice }) => voice.kind === 'drum').map(({ at }) => at);
    expect(drums.length).toBeGreaterThan(10);
    // A bar of the calm tempo may already belong to the lively section.
    expect(Math.min(...drums)).toBeGreaterThan(8);
  });

  it.each([1, 1.5, 2.3, 60])('fits %d seconds', (seconds) => {
    const { notes } = compose(bed('joyful', seconds), 9);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.every(({ at }) => at < seconds)).toBe(true);
  });
});

import { type MoodScore, scores } from './scores.js';

/** A chord as it is played: `bass` and `notes` are MIDI numbers, notes from low to high. */
export interface Chord {
  degree: number;
  bass: number;
  notes: number[];
}

/** MIDI number of a step of the mode; steps run on over the octave in both directions. */
export function pitchOf(tonic: number, mode: MoodScore['mode'], step: number): number {
  const octave = Math.floor(step / 7);
  return tonic + octave * 12 + scores.modes[mode][step - octave * 7]!;
}

/** Where the middle voices of a pad sit best: around middle C. */
const CENTRE = 62;

/**
 * The chord on a degree, voiced so that its notes move as little as they can from the chord before: each note of the chord
 * takes the octave nearest to where the last chord's voices were.
 */
export function voiced(tonic: number, { mode, colour }: MoodScore, degree: number, before?: Chord): Chord {
  const steps = colour ? [0, 2, 4, 6] : [0, 2, 4];
  const goal = before ? average(before.notes) : CENTRE;
  // Pulled back to the centre a little each time, or a falling progression would sink for ever.
  const centre = goal * 0.7 + CENTRE * 0.3;
  const notes = steps.map((step) => nearest(pitchOf(tonic, mode, degree + step), centre)).sort((a, b) => a - b);
  const bass = nearest(pitchOf(tonic, mode, degree), 40);
  return { degree, bass, notes };
}

/** The `index`-th tone of a chord, running on upward over the octave. */
export const toneOf = ({ notes }: Chord, index: number): number => notes[index % notes.length]! + 12 * Math.floor(index / notes.length);

/** The same pitch class in the octave nearest to a note. */
export const nearest = (pitch: number, to: number): number => pitch + 12 * Math.round((to - pitch) / 12);

const average = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { byMood } from '../film/grade.js';

export const PadName = z.enum(['warm', 'strings', 'glass']);
export type PadName = z.infer<typeof PadName>;
export const StruckName = z.enum(['felt', 'harp', 'kalimba', 'musicbox', 'bell', 'pluck', 'spiccato', 'horn']);
export type StruckName = z.infer<typeof StruckName>;
export const BassName = z.enum(['soft', 'round', 'pulse', 'drone']);
export type BassName = z.infer<typeof BassName>;
export const DrumName = z.enum(['kick', 'clap', 'shaker', 'heart', 'tom', 'taiko', 'cymbal']);
export type DrumName = z.infer<typeof DrumName>;

const level = z.number().min(0).max(1);
const beats = z.number().min(0).max(4);
const ModeName = z.enum(['ionian', 'dorian', 'phrygian', 'lydian', 'mixolydian', 'aeolian', 'harmonic_minor']);

const MoodScore = z.object({
  /** Beats per minute, from no energy to most. */
  tempo: z.tuple([z.number(), z.number()]),
  mode: ModeName,
  /** Adds the seventh to chords. */
  colour: z.boolean(),
  beatsPerChord: z.number().int().min(2).max(8),
  progressions: z.array(z.array(z.number().int().min(0).max(6)).min(2)).min(1),
  pad: PadName,
  padLevel: level,
  lead: StruckName,
  leadLevel: level,
  arpeggiator: StruckName,
  arpeggio: z.array(z.string().regex(/^[0-9-]{8}$/)).min(1),
  arpeggioLevel: level,
  bass: BassName,
  /** Start and length in beats. */
  bassPattern: z.array(z.tuple([beats, beats])).min(1),
  bassLevel: level,
  /** Rhythms of a bar's tune: where its notes begin, in beats. */
  melody: z.array(z.array(beats)).min(1),
  percussion: z.partialRecord(DrumName, z.string().regex(/^[.1-9]{16}$/)),
  /** How large the room sounds. */
  space: level,
});
export type MoodScore = z.infer<typeof MoodScore>;

const Scores = z.object({
  $why: z.string(),
  modes: z.record(ModeName, z.array(z.number().int()).length(7)),
  moods: z.object(byMood(MoodScore)),
});

/** How each mood is scored: see `$why` in scores.json. */
export const scores = loadJson(import.meta.url, './scores.json', Scores);

import type { MoodName } from '../film/grade.js';
import { Chance } from './chance.js';
import { type Chord, nearest, pitchOf, toneOf, voiced } from './harmony.js';
import { type BassName, type DrumName, type MoodScore, type PadName, scores, type StruckName } from './scores.js';

/** A stretch of film and how it feels. */
export interface MusicSection {
  durationSeconds: number;
  mood: MoodName;
  /** 0 (still) to 1 (frantic). */
  energy: number;
}

/** One sound of the score. Times in seconds; `level` and `pan` (-1 left to 1 right) as heard dry; `space` goes to the room. */
export interface Note {
  at: number;
  seconds: number;
  voice:
    | { kind: 'pad'; name: PadName }
    | { kind: 'struck'; name: StruckName }
    | { kind: 'bass'; name: BassName }
    | { kind: 'drum'; name: DrumName };
  midi: number;
  level: number;
  pan: number;
  space: number;
}

export interface Composition {
  notes: Note[];
  beatsPerMinute: number;
  tonic: number;
}

/**
 * Writes the score for a film: one tempo and one tonic throughout, mode, chords, instruments and drums by the mood of each
 * section from its first bar on. The tempo is bent so that the last bar ends with the film; the final chord is the tonic.
 */
export function compose(sections: readonly MusicSection[], seed: number): Composition {
  const chance = new Chance(seed);
  const length = sections.reduce((sum, section) => sum + section.durationSeconds, 0);
  const main = sections.reduce((a, b) => (b.durationSeconds > a.durationSeconds ? b : a));
  const [slow, fast] = scores.moods[main.mood].tempo;
  const beats = Math.max(2, 2 * Math.round(((slow + (fast - slow) * main.energy) * length) / 120));
  const beat = length / beats;
  const tonic = 48 + Math.floor(chance.next() * 12);
  const bars = Math.ceil(beats / 4);
  const notes: Note[] = [];
  let playing: { section: MusicSection; plan: Plan; since: number } | undefined;
  let chord: Chord | undefined;
  for (let bar = 0; bar < bars; bar++) {
    const section = sectionAt(sections, (bar * 4 + 1) * beat);
    if (playing?.section !== section) playing = { section, plan: planFor(section, chance), since: bar };
    const { score, progression } = playing.plan;
    const closing = bar === bars - 1 && bars > 1;
    chord = voiced(tonic, score, closing ? 0 : progression[(bar - playing.since) % progression.length]!, chord);
    const scene: Bar = {
      index: bar,
      start: bar * 4,
      beats: Math.min(4, beats - bar * 4),
      beat,
      chord,
      tonic,
      closing,
      opening: bar === 0 && bars > 2,
      energy: section.energy,
    };
    for (const part of PARTS) notes.push(...part(scene, playing.plan, chance));
  }
  return { notes: notes.filter((note) => note.at < length).sort((a, b) => a.at - b.at), beatsPerMinute: 60 / beat, tonic };
}

/** What a section plays, chosen once. */
interface Plan {
  score: MoodScore;
  progression: number[];
  arpeggio: string;
  rhythms: number[][];
  /** Steps of the tune over the chord: the same contour comes back, which is what makes it a tune. */
  contour: number[];
}

interface Bar {
  index: number;
  start: number;
  beats: number;
  beat: number;
  chord: Chord;
  tonic: number;
  energy: number;
  /** The last bar: everything rings out. */
  closing: boolean;
  /** The first bar of a longer piece: the pad alone with a hint of the arpeggio. */
  opening: boolean;
}

type Part = (bar: Bar, plan: Plan, chance: Chance) => Note[];

function planFor({ mood }: MusicSection, chance: Chance): Plan {
  const score = scores.moods[mood];
  const contour = Array.from({ length: 6 }, () => Math.round(chance.around() * 2));
  return {
    score,
    progression: chance.pick(score.progressions),
    arpeggio: chance.pick(score.arpeggio),
    rhythms: [chance.pick(score.melody), chance.pick(score.melody)],
    contour,
  };
}

const pad: Part = ({ start, beats, beat, chord }, { score }) =>
  chord.notes.map((midi, i) => ({
    at: start * beat,
    seconds: beats * beat,
    voice: { kind: 'pad', name: score.pad },
    midi,
    level: score.padLevel * 0.1,
    pan: (i / Math.max(1, chord.notes.length - 1)) * 0.8 - 0.4,
    space: score.space * 0.5,
  }));

const bass: Part = ({ start, beats, beat, chord, closing, opening }, { score }) => {
  const pattern: [number, number][] = closing || opening ? [[0, beats]] : score.bassPattern;
  return pattern
    .filter(([at]) => at < beats)
    .map(([at, length]) => ({
      at: (start + at) * beat,
      seconds: Math.min(length, beats - at) * beat * 0.95,
      voice: { kind: 'bass', name: score.bass },
      midi: chord.bass,
      level: score.bassLevel * (at === 0 ? 0.28 : 0.23),
      pan: 0,
      space: 0.05,
    }));
};

const arpeggio: Part = ({ start, beats, beat, chord, closing, opening, energy }, { score, arpeggio: pattern }, chance) => {
  if (closing) return [];
  // Busy sections run in sixteenths, calm ones in eighths.
  const step = energy > 0.75 ? 0.25 : 0.5;
  const notes: Note[] = [];
  for (let at = 0, i = 0; at < beats; at += step, i++) {
    const tone = pattern[i % 8]!;
    if (tone === '-' || (opening && i % 4)) continue;
    const accent = at % 1 === 0 ? 1 : 0.75;
    notes.push({
      at: (start + at) * beat + chance.around() * 0.006,
      seconds: step * beat,
      voice: { kind: 'struck', name: score.arpeggiator },
      midi: toneOf(chord, Number(tone)),
      level: score.arpeggioLevel * 0.85 * accent * (0.9 + 0.2 * chance.next()) * (opening ? 0.6 : 1),
      pan: i % 2 ? 0.35 : -0.35,
      space: score.space * 0.45,
    });
  }
  return notes;
};

/** A tune of two bars, question and answer; every third pair of bars it rests and lets the picture speak. */
const melody: Part = ({ index, start, beats, beat, chord, tonic, closing, opening }, { score, rhythms, contour }, chance) => {
  const note = (at: number, midi: number, level: number): Note => ({
    at: (start + at) * beat + chance.around() * 0.008,
    seconds: beat * 1.5,
    voice: { kind: 'struck', name: score.lead },
    midi,
    level: score.leadLevel * 0.85 * level,
    pan: 0.1,
    space: score.space * 0.6,
  });
  if (closing) return [note(0, nearest(tonic, 74), 0.9)];
  if (opening || Math.floor(index / 2) % 3 === 2) return [];
  const answer = index % 2;
  return rhythms[answer]!.filter((at) => at < beats).map((at, i) => {
    const strong = at % 2 === 0;
    const step = contour[(i + answer * 3) % contour.length]!;
    const chordTone = nearest(toneOf(chord, Math.abs(step)), 74);
    // On strong beats the tune rests on the chord; between, it walks the mode.
    const midi = strong ? chordTone : nearest(pitchOf(tonic, score.mode, chord.degree + step), 74);
    return note(at, midi, (strong ? 1 : 0.8) * (0.9 + 0.2 * chance.next()));
  });
};

const DRUM_PAN: Partial<Record<DrumName, number>> = { shaker: 0.4, clap: -0.1, tom: -0.3, cymbal: 0.2 };

const drums: Part = ({ index, start, beats, beat, closing, opening, energy }, { score }, chance) => {
  if (opening) return [];
  const rows = Object.entries(score.percussion) as [DrumName, string][];
  return rows.flatMap(([name, row]) =>
    [...row].flatMap((strength, i): Note[] => {
      const at = i / 4;
      if (strength === '.' || at >= beats || (closing && i > 0) || (name === 'cymbal' && index % 4 && !closing)) return [];
      const level = (Number(strength) / 9) * (0.35 + 0.35 * energy) * (0.92 + 0.16 * chance.next());
      return [
        {
          at: (start + at) * beat,
          seconds: 1,
          voice: { kind: 'drum', name },
          midi: 0,
          level,
          pan: DRUM_PAN[name] ?? 0,
          space: score.space * 0.2,
        },
      ];
    }),
  );
};

const PARTS: readonly Part[] = [pad, bass, arpeggio, melody, drums];

function sectionAt(sections: readonly MusicSection[], seconds: number): MusicSection {
  let end = 0;
  return sections.find((section) => (end += section.durationSeconds) > seconds) ?? sections.at(-1)!;
}

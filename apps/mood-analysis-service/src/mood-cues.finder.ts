import type { MoodLabel, Sentence } from '@polyreel/contracts';
import { wordForms, wordsOf } from '@polyreel/film-grammar';
import { type ConceptMatch, FilmLexicon } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import { contrasts, intensifiers, moodWords, negatedMeans, negators, type Sense, sceneMoods } from './mood-lexicon.loader.js';

/** One word or scene that speaks for a mood, as strongly as it stands there. */
export interface MoodCue {
  word: string;
  /** Where it was read: a cue that both texts give counts once. */
  source: 'english' | 'original' | 'scene';
  moods: Partial<Record<MoodLabel, number>>;
  valence: number;
  energy: number;
}

const NEGATION_REACH = 4; // words between a negator and what it denies: "not a very happy man"
const BEFORE_CONTRAST = 0.5; // "X but Y" means Y: half for X, a third more for Y
const AFTER_CONTRAST = 1.3;
const CLAUSE_END = /[,;:.!?—–]/;

/** Finds what a sentence says of its mood: in English with negation, degree and contrast, in the writer's language by concept. */
@Injectable()
export class MoodCues {
  of({ original, translated }: Sentence, language: string): MoodCue[] {
    const { cues, denied } = english(translated);
    const concepts = language === 'en' ? [] : FilmLexicon.match(original, language);
    return [...cues, ...foreign(concepts, denied), ...scenes(translated, concepts)];
  }
}

function english(text: string): { cues: MoodCue[]; denied: Set<string> } {
  const [denials, degrees] = [negators.find(text), intensifiers.find(text)];
  const turn = contrasts.find(text).at(-1);
  const denied = new Set<string>();
  const cues = moodWords.find(text).map(({ phrase, meaning, surface, start, end, word }): MoodCue => {
    const near = (other: { end: number; word: number }, reach: number) =>
      other.end <= start && word - other.word <= reach && !CLAUSE_END.test(text.slice(other.end, start));
    const contrast = turn && end <= turn.start ? BEFORE_CONTRAST : turn && start >= turn.end ? AFTER_CONTRAST : 1;
    const degree = degrees.find((other) => near(other, 2))?.meaning ?? 1;
    const isDenied = denials.some((other) => near(other, NEGATION_REACH) && !(turn && other.end <= turn.start && start > turn.end));
    if (isDenied) denied.add(phrase);
    const sense = isDenied ? negated(meaning) : meaning;
    return { word: surface, source: 'english', ...sense, moods: scaled(sense.moods, degree * contrast) };
  });
  return { cues, denied };
}

/** The same concepts as the writer put them: they speak even where the translation is weak. */
const foreign = (concepts: ConceptMatch[], denied: Set<string>): MoodCue[] =>
  concepts.flatMap((match, at): MoodCue[] => {
    const sense = moodWords.meaningOf(match.concept);
    // One word may stand in two categories of the vocabulary: `happy` is a quality and a mood.
    const again = concepts.slice(0, at).some(({ start, concept }) => start === match.start && concept === match.concept);
    if (!sense || again || denied.has(match.concept)) return [];
    return [{ word: match.surface, source: 'original', ...sense, moods: scaled(sense.moods, match.confidence) }];
  });

function scenes(translated: string, concepts: ConceptMatch[]): MoodCue[] {
  const spoken = wordsOf(translated);
  const forms = new Set([...spoken.flatMap(({ text }) => wordForms(text)), ...concepts.map(({ concept }) => concept)]);
  const running = ` ${spoken.map(({ text }) => text).join(' ')} `;
  const stands = (word: string) => (word.includes(' ') ? running.includes(` ${word} `) || forms.has(word) : forms.has(word));
  return sceneMoods.flatMap(({ all, mood, weight, valence, energy }): MoodCue[] => {
    const told = all.map((list) => list.find(stands));
    if (told.includes(undefined)) return [];
    return [{ word: told.join(' + '), source: 'scene', moods: { [mood]: weight }, valence, energy }];
  });
}

const scaled = (moods: Sense['moods'], factor: number): Sense['moods'] =>
  Object.fromEntries(Object.entries(moods).map(([mood, weight]) => [mood, weight * factor]));

function negated(sense: Sense): Sense {
  const moods: Sense['moods'] = {};
  for (const [mood, weight] of Object.entries(sense.moods) as [MoodLabel, number][])
    for (const [opposite, part] of Object.entries(negatedMeans[mood]) as [MoodLabel, number][])
      moods[opposite] = (moods[opposite] ?? 0) + weight * part;
  // A denied feeling leaves half of its opposite and no excitement.
  return { moods, valence: -sense.valence / 2, energy: Math.min(sense.energy, 0.3) };
}

import type { Sentence, Transition } from '@polyreel/contracts';
import { wordsOf } from '@polyreel/film-grammar';
import { FilmLexicon } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import { sequenceCues } from './temporal-lexicon.loader.js';

/** A stretch of a sentence that plays in one go, in both languages. */
export interface Clause {
  text: string;
  originalText: string;
  /** The word that sets it apart from what came before, as written. */
  cue?: string;
  transition?: Transition;
}

interface Cut {
  at: number;
  cue?: string;
  transition?: Transition;
}

const BREAK = /[,;:.!?–—…،؛、，；：。！？][\s"'“”‘’]*$/u;
const CONJUNCTION = /(?:^|[\s,;])(?:and|but|or|so|when|until)\s+$/i;
/** A semicolon or a dash parts two pictures even without a word of time. */
const HARD_BREAK = /[;；؛]\s*|\s[–—]\s/gu;
const FEWEST_WORDS = 2;
const FEWEST_CHARACTERS = 4; // for scripts without spaces

/** Splits a sentence where its words say that another moment begins. The two languages are cut at corresponding places. */
@Injectable()
export class ClauseSplitter {
  split({ original, translated }: Sentence, language: string): Clause[] {
    const english = pieces(translated, englishCuts(translated));
    if (original === translated) return english.map(({ text, ...cut }) => ({ text, originalText: text, ...cut }));
    const own = pieces(original, foreignCuts(original, language));
    if (english.length >= own.length) {
      const captions = own.length === english.length ? own.map(({ text }) => text) : nearestBreaks(original, english.length);
      return english.map(({ text, cue, transition }, at) => ({
        text,
        originalText: captions?.[at] ?? original,
        cue: cue ?? (captions ? own[at]?.cue : undefined),
        transition: transition ?? (own.length === english.length ? own[at]?.transition : undefined),
      }));
    }
    // The translation lost the cue: the writer's words part the picture, each part keeps the whole English sentence.
    return own.map(({ text, ...cut }) => ({ text: translated, originalText: text, ...cut }));
  }
}

function englishCuts(text: string): Cut[] {
  const told = sequenceCues.find(text).flatMap(({ meaning, surface, start }): Cut[] => {
    const before = text.slice(0, start);
    const joint = before.replace(CONJUNCTION, (found) => /^[\s,;]/.exec(found)?.[0] ?? '');
    const atStart = wordsOf(joint).length === 0;
    const allowed = meaning.splits === 'anywhere' || (meaning.splits === 'after_break' && (BREAK.test(before) || joint !== before));
    if (!atStart && !allowed) return [];
    return [{ at: atStart ? 0 : joint.length, cue: surface, transition: meaning.transition }];
  });
  return [...told, ...hardBreaks(text)];
}

const foreignCuts = (text: string, language: string): Cut[] => [
  ...FilmLexicon.match(text, language).flatMap(({ category, concept, surface, start }): Cut[] => {
    const meaning = category === 'sequence' ? sequenceCues.meaningOf(concept) : undefined;
    if (!meaning || (meaning.splits === 'never' && start > 0)) return [];
    return [{ at: start, cue: surface, transition: meaning.transition }];
  }),
  ...hardBreaks(text),
];

const hardBreaks = (text: string): Cut[] => [...text.matchAll(HARD_BREAK)].map(({ 0: found, index }) => ({ at: index + found.length }));

function pieces(text: string, cuts: Cut[]): (Cut & { text: string })[] {
  const ordered = cuts.sort((a, b) => a.at - b.at || Number(Boolean(b.cue)) - Number(Boolean(a.cue)));
  const kept: Cut[] = [ordered[0]?.at === 0 ? ordered[0] : { at: 0 }];
  for (const cut of ordered) {
    const last = kept.at(-1)!;
    if (isPicture(text.slice(last.at, cut.at)) && isPicture(text.slice(cut.at))) kept.push(cut);
    else if (last.cue === undefined && !isPicture(text.slice(last.at, cut.at)))
      Object.assign(last, { cue: cut.cue, transition: cut.transition });
  }
  return kept.map((cut, at) => ({ ...cut, text: text.slice(cut.at, kept[at + 1]?.at).trim() }));
}

const isPicture = (text: string) => {
  const words = wordsOf(text);
  return (
    words.length >= FEWEST_WORDS ||
    (words.length === 1 &&
      /[\p{scx=Han}\p{scx=Hira}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]/u.test(text) &&
      text.trim().length >= FEWEST_CHARACTERS)
  );
};

/** `count` pieces of a text, parted at the commas nearest to even shares; undefined where it has too few commas. */
function nearestBreaks(text: string, count: number): string[] | undefined {
  const commas = [...text.matchAll(/[,;:،؛、，；：–—]\s*/gu)].map(({ 0: found, index }) => index + found.length);
  const chosen: number[] = [];
  for (let at = 1; at < count; at++) {
    const ideal = (text.length * at) / count;
    const free = commas.filter((comma) => comma > (chosen.at(-1) ?? 0));
    const nearest = free.sort((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal))[0];
    if (nearest === undefined) return undefined;
    chosen.push(nearest);
  }
  return [0, ...chosen].map((start, at) => text.slice(start, chosen[at]).trim());
}

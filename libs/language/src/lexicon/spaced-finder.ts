import type { Candidate, Finder } from './candidate.js';
import { type Clitics, cliticsOf } from './languages.js';
import { marksAreLetters, plain, type Word, wordsOf } from './orthography.js';
import { vocabulary } from './vocabulary.js';
import type { Form } from './word-list.js';

interface Part {
  spelled: string;
  plain: string;
  /** Any ending may follow. */
  open: boolean;
}

interface Entry {
  form: Form;
  parts: Part[];
  /** How many words may stand between two of its words: film people say "pans slowly to the left", Germans "geht über dem Meer unter". */
  gap: number;
}

/** A word as it may be read: whole, or without the little words that are written together with it. */
interface Reading {
  spelled: string;
  plain: string;
  /** Letters that were taken off its front. */
  shorn: number;
  penalty: number;
}

interface Rules {
  clitics: Clitics | undefined;
  ending: RegExp | undefined;
  /** A word without its marks is another word here: see marksAreLetters(). */
  exact: boolean;
}

/** What the sun does is said in words that stand apart in many languages, where they are three or more: the sun, the verb and its particle. */
const SUN: ReadonlySet<string> = new Set(['sun', 'sunrise', 'sunset']);
const VERB_AND_PARTICLE = 3;

/** Longest ending that a stem leaves open: `evlerimizdekilerden` carries fifteen letters of it. */
const LONGEST_ENDING = 16;

/**
 * Finds the forms of a language that writes spaces between words. The index is keyed by a form's first word, without
 * diacritics. `ending` bounds what may follow an open stem; without it anything may.
 */
export function spacedFinder(forms: Form[], language: string, ending?: RegExp): Finder {
  const { whole, stems, shortest } = indexOf(forms, language);
  const clitics = cliticsOf(language);
  return (text) => {
    const words = wordsOf(text, language);
    const rules = { clitics, ending, exact: marksAreLetters(language) && words.some(({ spelled, plain: bare }) => spelled !== bare) };
    const found: Candidate[] = [];
    words.forEach((word, at) => {
      for (const reading of readingsOf(word, rules.clitics)) {
        for (const entry of whole.get(reading.plain) ?? []) follow(entry, words, at, reading, rules, found);
        const longest = reading.plain.length;
        for (let length = Math.max(shortest, longest - LONGEST_ENDING); length <= longest; length++) {
          for (const entry of stems.get(reading.plain.slice(0, length)) ?? []) follow(entry, words, at, reading, rules, found);
        }
      }
    });
    return found;
  };
}

function indexOf(forms: Form[], language: string) {
  const whole = new Map<string, Entry[]>();
  const stems = new Map<string, Entry[]>();
  let shortest = Infinity;
  const camera = vocabulary().camera;
  for (const form of forms) {
    const parts = partsOf(form.form, language);
    const first = parts[0];
    if (!first) throw new Error(`"${form.form}" (${language}, ${form.concept}) holds no word`);
    const gap =
      form.category === 'camera' && camera[form.concept]?.movement ? 2 : SUN.has(form.concept) && parts.length >= VERB_AND_PARTICLE ? 4 : 0;
    const index = first.open ? stems : whole;
    const entries = index.get(first.plain);
    const entry = { form, parts, gap };
    if (entries) entries.push(entry);
    else index.set(first.plain, [entry]);
    if (first.open) shortest = Math.min(shortest, first.plain.length);
  }
  return { whole, stems, shortest };
}

function partsOf(form: string, language: string): Part[] {
  return wordsOf(form, language).map((word) => ({ spelled: word.spelled, plain: word.plain, open: form[word.end] === '*' }));
}

/** Checks the rest of a form from its first word on, and keeps it where all of it stands there. */
function follow(entry: Entry, words: Word[], at: number, reading: Reading, rules: Rules, found: Candidate[]): void {
  if (!fits(entry.parts[0]!, reading, rules)) return;
  let fit = fitOf(entry.parts[0]!, reading);
  let literal = entry.parts[0]!.plain.length;
  let last = at;
  const holes: { start: number; end: number }[] = [];
  for (const part of entry.parts.slice(1)) {
    const next = step(part, words, last, entry.gap, rules);
    if (!next) return;
    fit = Math.min(fit, next.fit);
    literal += part.plain.length;
    // A camera phrase is one with what stands in between; the sea that the sun goes down over is a thing of its own.
    if (entry.form.category !== 'camera' && next.at > last + 1) holes.push({ start: words[last + 1]!.start, end: words[next.at - 1]!.end });
    last = next.at;
  }
  const word = words[at]!;
  // Offsets move only where the spelled word is as long as the written one: otherwise the whole word is shown.
  const shorn = word.spelled.length === word.surface.length ? reading.shorn : 0;
  found.push({ form: entry.form, start: word.start + shorn, end: words[last]!.end, holes, literal, confidence: fit });
}

function step(part: Part, words: Word[], last: number, gap: number, rules: Rules): { at: number; fit: number } | undefined {
  for (let at = last + 1; at <= last + 1 + gap; at++) {
    const word = words[at];
    if (!word?.joined) return undefined;
    for (const reading of readingsOf(word, rules.clitics)) {
      if (fits(part, reading, rules)) return { at, fit: fitOf(part, reading) - 0.1 * (at - last - 1) };
    }
  }
  return undefined;
}

function fits(part: Part, reading: Reading, { ending, exact }: Rules): boolean {
  if (exact) return part.open ? reading.spelled.startsWith(part.spelled) : reading.spelled === part.spelled;
  if (!part.open) return reading.plain === part.plain;
  return reading.plain.startsWith(part.plain) && (!ending || ending.test(reading.plain.slice(part.plain.length)));
}

/** How well a word fits: a full form best, then a stem, less the longer its ending; missing diacritics cost most. */
function fitOf(part: Part, reading: Reading): number {
  const ending = reading.plain.length - part.plain.length;
  const base = part.open ? Math.max(0.6, 0.93 - 0.03 * Math.max(0, ending - 2)) : 0.95;
  const exact = part.open ? reading.spelled.startsWith(part.spelled) : reading.spelled === part.spelled;
  return base - (exact ? 0 : 0.15) - reading.penalty;
}

function readingsOf(word: Word, clitics: Clitics | undefined): Reading[] {
  const readings: Reading[] = [{ spelled: word.spelled, plain: word.plain, shorn: 0, penalty: 0 }];
  if (!clitics) return readings;
  for (let depth = 1, open = readings.slice(); depth <= clitics.most && open.length > 0; depth++) {
    open = open.flatMap(({ spelled, shorn }) =>
      clitics.prefixes
        .filter((prefix) => spelled.startsWith(prefix) && spelled.length - prefix.length >= clitics.rest)
        .map((prefix) => spelled.slice(prefix.length))
        .map((rest) => ({ spelled: rest, plain: plain(rest), shorn: shorn + spelled.length - rest.length, penalty: 0.03 * depth })),
    );
    readings.push(...open);
  }
  return readings;
}

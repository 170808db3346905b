import type { Candidate, Finder } from './candidate.js';
import { spell } from './orthography.js';
import type { Category } from './vocabulary.js';
import type { Form } from './word-list.js';

const LETTER = /[\p{Script=Latin}\p{N}]/u;
const COMBINING = /^\p{M}/u;

/**
 * Finds the forms of a language written without spaces: every substring is tried, and the language's own word
 * boundaries say how far to trust it, so that 木 is not found in 木曜日.
 */
export function unspacedFinder(forms: Form[], language: string): Finder {
  const byLength = new Map<number, Map<string, Form[]>>();
  const lengths = new Map<string, number[]>();
  for (const form of forms) {
    const key = spell(form.form.replaceAll('*', ''), language);
    const keys = byLength.get(key.length) ?? new Map<string, Form[]>();
    byLength.set(key.length, keys.set(key, [...(keys.get(key) ?? []), form]));
    const first = lengths.get(key[0]!) ?? [];
    if (!first.includes(key.length)) lengths.set(key[0]!, [...first, key.length]);
  }
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return (text) => {
    const spelled = letterByLetter(text, language);
    const found: Candidate[] = [];
    let boundaries: Set<number> | undefined;
    for (let start = 0; start < spelled.length; start++) {
      for (const length of lengths.get(spelled[start]!) ?? []) {
        const end = start + length;
        const hits = byLength.get(length)!.get(spelled.slice(start, end));
        if (!hits || COMBINING.test(text.slice(end))) continue;
        boundaries ??= boundariesOf(text, segmenter);
        for (const form of hits) {
          const confidence = trust(form.category, length, boundaries.has(start), boundaries.has(end), spelled, start, end);
          if (confidence > 0) found.push({ form, start, end, literal: length, confidence });
        }
      }
    }
    return found;
  };
}

/** Offsets must stay those of the text: a letter whose spelling has another length stays as it is. */
function letterByLetter(text: string, language: string): string {
  const spelled = spell(text, language);
  return spelled.length === text.length
    ? spelled
    : Array.from(text, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join('');
}

function boundariesOf(text: string, segmenter: Intl.Segmenter): Set<number> {
  const boundaries = new Set([0, text.length]);
  for (const { index } of segmenter.segment(text)) boundaries.add(index);
  return boundaries;
}

/**
 * A form that fills whole words is sure. A single letter inside a longer word is trusted only where the language puts
 * the head: a thing at the word's end (红龙), a verb or a describing word at its start (飞过).
 */
function trust(category: Category, length: number, starts: boolean, ends: boolean, text: string, start: number, end: number): number {
  if (LETTER.test(text[start]!)) return LETTER.test(text[start - 1] ?? ' ') || LETTER.test(text[end] ?? ' ') ? 0 : 0.95;
  if (starts && ends) return length === 1 ? 0.85 : 0.95;
  if (length > 1) return starts || ends ? 0.85 : 0.65;
  const figure = category === 'thing' || category === 'place';
  return (figure ? ends : starts) ? 0.6 : 0;
}

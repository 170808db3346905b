import type { SpokenWord } from '@polyreel/contracts';
import { pairLetters } from './pair-letters.js';

/** When something is heard, in seconds of the recording. */
export interface Span {
  startSeconds: number;
  endSeconds: number;
}

/** So long an unheard letter is taken to last where there is room; speech has some 14 letters a second. */
const LETTER_SECONDS = 0.07;

interface Letter {
  letter: string;
  sentence: number;
  piece: number;
  span?: Span;
}

/**
 * When each piece of a text is heard, by the words that were recognised. A text may have been cleaned, its numbers written out, its words
 * misheard: letters are compared, in their order and whatever the case, accents and spaces, so that languages without spaces are no other.
 * What was not recognised lies beside what was, within its own sentence; a piece without letters lies at the end of the one before it. Spans
 * are in order and do not overlap. Without any recognised letter everything lies at the beginning.
 */
export function alignSpeech(sentences: readonly (readonly string[])[], words: readonly SpokenWord[]): Span[][] {
  const text = sentences.flatMap((pieces, sentence) =>
    pieces.flatMap((written, piece) => lettersOf(written).map((letter): Letter => ({ letter, sentence, piece }))),
  );
  const heard = heardLetters(words);
  for (const [written, spoken] of pairLetters(
    text.map(({ letter }) => letter),
    heard.map(({ letter }) => letter),
  ))
    text[written]!.span = heard[spoken]!.span;
  placeUnheard(text);
  return spansOf(sentences, text);
}

/** Letters and digits alone, without accents: what a recogniser and a writer agree upon. */
export const lettersOf = (text: string): string[] => [
  ...text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, ''),
];

/** The letters of the words, each with its share of its word's time; times that run backwards are held. */
function heardLetters(words: readonly SpokenWord[]): { letter: string; span: Span }[] {
  let reached = 0;
  return [...words]
    .sort((a, b) => a.startSeconds - b.startSeconds)
    .flatMap(({ text, startSeconds, endSeconds }) => {
      const letters = lettersOf(text);
      const start = Math.max(reached, startSeconds);
      const end = Math.max(start, endSeconds);
      if (letters.length > 0) reached = end;
      const at = (share: number) => start + ((end - start) * share) / letters.length;
      return letters.map((letter, i) => ({ letter, span: { startSeconds: at(i), endSeconds: at(i + 1) } }));
    });
}

/** Gives letters that nobody recognised the time between those that were. */
function placeUnheard(text: Letter[]): void {
  for (let from = 0; from < text.length;) {
    if (text[from]!.span) {
      from++;
      continue;
    }
    const next = text.findIndex(({ span }, at) => at > from && span);
    const to = next < 0 ? text.length : next;
    placeRun(text.slice(from, to), text[from - 1], text[to]);
    from = to;
  }
}

function placeRun(run: Letter[], before: Letter | undefined, after: Letter | undefined): void {
  const needed = run.length * LETTER_SECONDS;
  const from = before?.span?.endSeconds ?? Math.max(0, (after?.span?.startSeconds ?? 0) - needed);
  const to = after?.span?.startSeconds ?? from + (before ? needed : 0);
  const late = run.filter(({ sentence }) => sentence === after?.sentence && sentence !== before?.sentence).length;
  const early = run.filter(({ sentence }) => sentence === before?.sentence && sentence !== after?.sentence).length;
  // A pause between sentences belongs to neither: letters cling to their own sentence, as long as there is room.
  const each = Math.min(LETTER_SECONDS, (to - from) / run.length);
  const start = from + early * each;
  const end = to - late * each;
  spread(run.slice(0, early), from, start);
  spread(run.slice(early, run.length - late), start, end);
  spread(run.slice(run.length - late), end, to);
}

function spread(letters: readonly Letter[], from: number, to: number): void {
  const at = (share: number) => from + ((to - from) * share) / letters.length;
  for (const [i, letter] of letters.entries()) letter.span = { startSeconds: at(i), endSeconds: at(i + 1) };
}

function spansOf(sentences: readonly (readonly string[])[], text: readonly Letter[]): Span[][] {
  let reached = 0;
  let next = 0;
  return sentences.map((pieces, sentence) =>
    pieces.map((_, piece) => {
      const first = text[next];
      if (!first || first.sentence !== sentence || first.piece !== piece) return { startSeconds: reached, endSeconds: reached };
      let last = first;
      for (; text[next]?.sentence === sentence && text[next]?.piece === piece; next++) last = text[next]!;
      const startSeconds = Math.max(reached, first.span!.startSeconds);
      reached = Math.max(startSeconds, last.span!.endSeconds);
      return { startSeconds, endSeconds: reached };
    }),
  );
}

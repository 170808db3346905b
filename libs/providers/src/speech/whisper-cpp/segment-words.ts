import type { Transcript } from '../speech.port.js';
import type { WhisperCppSegment } from './whisper-cpp.answers.js';

type Word = Transcript['words'][number];

/** `[_BEG_]`, `[_TT_150]`, `<|en|>`: marks of the model, no text. */
const MARK = /^(\[_.*\]|<\|.*\|>)$/;

export const textTokens = ({ tokens }: WhisperCppSegment) => tokens.filter(({ text }) => text !== '' && !MARK.test(text));

/**
 * The words of a segment with their times. Tokens that belong to one word have no space between them; a script without spaces, whose tokens
 * may be parts of a character, has its words by its own rules and their times in proportion.
 */
export function segmentWords(segment: WhisperCppSegment): Word[] {
  const written = segment.text.split(/\s+/u).filter(Boolean);
  const groups = grouped(segment);
  const same = groups.length === written.length && groups.every(({ text }, index) => text === written[index]);
  return same && written.length > 0 ? groups : inProportion(segment, written);
}

function grouped(segment: WhisperCppSegment): Word[] {
  const words: { text: string; from: number; to: number; product: number; tokens: number }[] = [];
  for (const { text, offsets, p } of textTokens(segment)) {
    const { from, to } = offsets ?? { from: words.at(-1)?.to ?? segment.offsets.from, to: words.at(-1)?.to ?? segment.offsets.from };
    const last = words.at(-1);
    if (last && !/^\s/u.test(text))
      Object.assign(last, { text: last.text + text.trimEnd(), to, product: last.product * p, tokens: last.tokens + 1 });
    else words.push({ text: text.trim(), from, to, product: p, tokens: 1 });
  }
  return words
    .filter(({ text }) => text !== '')
    .map(({ text, from, to, product, tokens }) => ({
      text,
      startSeconds: from / 1_000,
      endSeconds: Math.max(from, to) / 1_000,
      confidence: Math.min(1, product ** (1 / tokens)),
    }));
}

function inProportion({ text, offsets }: WhisperCppSegment, written: readonly string[]): Word[] {
  const words = written.length > 1 ? written : wordsOf(text);
  const characters = words.reduce((sum, word) => sum + word.length, 0);
  const perCharacter = (offsets.to - offsets.from) / 1_000 / Math.max(1, characters);
  let at = offsets.from / 1_000;
  return words.map((word) => {
    const startSeconds = at;
    at += word.length * perCharacter;
    return { text: word, startSeconds, endSeconds: at };
  });
}

const bySense = new Intl.Segmenter(undefined, { granularity: 'word' });
const wordsOf = (text: string) => [...bySense.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

import type { Narration, Sentence } from '@polyreel/contracts';
import { alignSpeech, type Spoken } from '@polyreel/film-grammar';

/**
 * When each sentence of a text is heard, by the words that were recognised. The text may have been cleaned and moderated since; every
 * sentence has its place, in order, none after the voice has ended.
 */
export function spokenSentences(sentences: readonly Sentence[], { words, durationSeconds }: Narration): Spoken {
  const spans = alignSpeech(
    sentences.map(({ original }) => [original]),
    words,
  );
  const within = (seconds: number) => Math.min(durationSeconds, seconds);
  return {
    durationSeconds,
    sentences: sentences.map(({ index }, at) => {
      const { startSeconds, endSeconds } = spans[at]![0]!;
      return { sentence: index, startSeconds: within(startSeconds), endSeconds: within(endSeconds) };
    }),
    words,
  };
}

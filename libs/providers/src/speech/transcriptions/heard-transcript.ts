import { CONFIDENCE_WITHOUT_SCORES, primaryLanguage, type Transcript } from '../speech.port.js';
import { languageOf } from '../whisper-languages.js';
import type { TranscriptionAnswer, TranscriptionSegment } from './transcription.answers.js';

/** Whisper's own rule (whisper/transcribe.py): such a segment is silence, whatever words it invented. */
const NO_SPEECH_PROBABILITY = 0.6;
const NO_SPEECH_LOGPROB = -1;

/** A transcript of what a server answered, without the segments in which by its own scores nobody speaks. */
export function heardTranscript(answer: TranscriptionAnswer, languageHint: string | undefined, costUsd: number): Transcript {
  const all = answer.segments ?? [];
  const spoken = all.filter((segment) => !isSilence(segment));
  const text = (all.length > spoken.length ? spoken.map((segment) => segment.text.trim()).join(' ') : answer.text).trim();
  const told = languageOf(answer.language ?? undefined);
  return {
    text,
    words: text ? wordsWithin(answer, spoken, all.length > spoken.length) : [],
    confidence: text ? confidenceOf(spoken) : 0,
    language: told === 'und' ? (languageHint ?? 'und') : agreed(told, languageHint),
    languageHeard: told !== 'und',
    costUsd,
  };
}

const isSilence = ({ no_speech_prob: none, avg_logprob: sure }: TranscriptionSegment) =>
  none !== undefined && sure !== undefined && none > NO_SPEECH_PROBABILITY && sure < NO_SPEECH_LOGPROB;

/** The hint says more than the engine where both mean one language: it has the region and the script. */
const agreed = (told: string, hint: string | undefined) =>
  hint !== undefined && primaryLanguage(hint) === primaryLanguage(told) ? hint : told;

function wordsWithin({ words }: TranscriptionAnswer, spoken: readonly TranscriptionSegment[], some: boolean): Transcript['words'] {
  return (words ?? []).flatMap(({ word, start, end }) => {
    const within = spoken.find((segment) => start >= segment.start - 0.05 && start < segment.end);
    const text = word.trim();
    if (!text || (some && !within)) return [];
    const confidence = within?.avg_logprob === undefined ? {} : { confidence: probability(within.avg_logprob) };
    return [{ text, startSeconds: start, endSeconds: Math.max(start, end), ...confidence }];
  });
}

/** The probability of a token on the average (geometric), by time. It is the model's own belief; models of this kind are a little too sure. */
function confidenceOf(segments: readonly TranscriptionSegment[]): number {
  const scored = segments.filter(({ avg_logprob }) => avg_logprob !== undefined);
  const time = scored.reduce((sum, { start, end }) => sum + lengthOf(start, end), 0);
  if (scored.length === 0) return CONFIDENCE_WITHOUT_SCORES;
  return scored.reduce((sum, { start, end, avg_logprob }) => sum + lengthOf(start, end) * probability(avg_logprob!), 0) / time;
}

const lengthOf = (start: number, end: number) => Math.max(0.01, end - start);
const probability = (logprob: number) => Math.min(1, Math.exp(logprob));

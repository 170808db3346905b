import { MAX_PROMPT_LENGTH, MIN_SPOKEN_CHARACTERS, type Narration } from '@polyreel/contracts';
import { complete, fail, type Next, noted, type Run } from './ending.moves.js';
import { type DecidedLanguage, decideLanguage, sameLanguage } from './spoken-language.model.js';
import { nameOf, told } from './spoken-language.words.js';
import { languageOfText } from './text-language.model.js';
import type { VoiceState } from './voice.state.js';

/** An ear that is so sure of another language than the engine's is believed: the words are noise then. As sure as a text is told `reliable`. */
const SURE = 0.75;

/** Decides on what has come in: the language, and whether it is something that can be gone on with. */
export function settle(run: Run, known: VoiceState): Next {
  const transcript = known.transcript!;
  const text = transcript.text.trim();
  const language = decideLanguage({
    hint: known.languageHint,
    ear: known.ear,
    transcript,
    reading: languageOfText(text),
  });
  const state = noted({ ...known, language }, told(language));
  const refuse = (code: string, message: string) => fail(run, code, message, state);

  const foreign = unheardOf(language, state);
  if (foreign)
    return refuse(
      'voice_language_unsupported',
      `${nameOf(foreign)} is spoken, and ${transcript.engine} knows ${nameOf(transcript.language)} only. Configure an engine for it: see docs/voice.md.`,
    );
  if (lettersIn(text) < MIN_SPOKEN_CHARACTERS)
    return refuse('voice_too_short', `Fewer than ${MIN_SPOKEN_CHARACTERS} letters and digits were heard. Say a sentence.`);
  if (!state.generation) return complete(run, state);

  const length = [...text].length;
  if (length > MAX_PROMPT_LENGTH)
    return refuse(
      'voice_too_long_for_prompt',
      `${length} characters were said, and a film is made of at most ${MAX_PROMPT_LENGTH}. Say less, or write a prompt from the transcript.`,
    );
  if (!state.generation.narrate) return complete(run, state);
  if (transcript.words.length === 0)
    return refuse(
      'voice_without_word_times',
      `${transcript.engine} tells no times of words, and a narrated film is cut by them. Ask without narrate, or configure an engine that does: see docs/voice.md.`,
    );
  return complete(run, state, narrationOf(state));
}

function narrationOf({ preparation, transcript }: VoiceState): Narration {
  return { audio: preparation!.soundtrack, durationSeconds: preparation!.durationSeconds, words: transcript!.words };
}

/** The language that is surely spoken where the engine, which knows one only, knows another. */
function unheardOf({ opinions }: DecidedLanguage, { transcript }: VoiceState): string | undefined {
  if (transcript!.languageHeard) return undefined;
  const sure = opinions.find(({ by, confidence }) => by === 'caller' || (by === 'ear' && confidence >= SURE));
  return sure && !sameLanguage(sure.code, transcript!.language) ? sure.code : undefined;
}

const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

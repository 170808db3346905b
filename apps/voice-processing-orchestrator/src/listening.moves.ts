import { type AudioPreprocessed, type DataOf, type HandlerFaulted, MAX_NARRATION_SECONDS } from '@polyreel/contracts';
import type { SpeechTranscribed, VoiceLanguageDetected } from '@polyreel/contracts';
import { fail, type Next, noted, type Run } from './ending.moves.js';
import { nameOf, percent } from './spoken-language.words.js';
import { settle } from './settling.moves.js';
import { seconds, type VoiceState } from './voice.state.js';

/** How far the bar is with each thing that is known. */
const SHARES = { preparation: 30, transcript: 50, ear: 10 } as const;

/** What is wrong with the recording keeps its own code: its owner, or an operator, can do something about it. */
const TELLING = /^voice_/;

export function prepared(run: Run, { durationSeconds, original, preprocessingApplied, soundtrack }: DataOf<typeof AudioPreprocessed>) {
  if (run.state.preparation) return undefined;
  if (run.state.generation?.narrate && durationSeconds > MAX_NARRATION_SECONDS) {
    const length = `the speech lasts ${seconds(durationSeconds)}, and a film at most ${MAX_NARRATION_SECONDS}`;
    return fail(run, 'voice_too_long_for_film', `The voice cannot be the sound of a film: ${length}. Shorten it, or ask without narrate.`);
  }
  const done = preprocessingApplied.filter(({ applied }) => applied).map(({ step }) => step.replaceAll('_', ' '));
  const message = `${seconds(original.durationSeconds)} became ${seconds(durationSeconds)} to listen to (${done.join(', ') || 'as it was'}).`;
  return onward(
    run,
    { ...run.state, phase: 'listening', preparation: { durationSeconds, steps: preprocessingApplied, soundtrack } },
    message,
  );
}

export function transcribed(run: Run, said: DataOf<typeof SpeechTranscribed>): Next | undefined {
  if (run.state.transcript) return undefined;
  const { transcribedText: text, words, confidenceScore: confidence, engine, language, languageHeard, fallbacks } = said;
  const costUsd = run.state.costUsd + said.costUsd;
  const aside = fallbacks.map((fallback) => `${fallback.engine} stepped aside: ${fallback.reason}`);
  const message = [`${engine} wrote it down (${percent(confidence)})`, ...aside].join('; ');
  return onward(run, { ...run.state, costUsd, transcript: { text, words, confidence, engine, language, languageHeard } }, `${message}.`);
}

export function languageHeard(
  run: Run,
  { detectedLanguage: code, confidenceScore: confidence, engine, costUsd }: DataOf<typeof VoiceLanguageDetected>,
) {
  if (run.state.ear) return undefined;
  const heard = code === 'und' ? 'The language cannot be told by listening.' : `It sounds like ${nameOf(code)} (${percent(confidence)}).`;
  const message = engine === 'caller' ? `The caller says that it is ${nameOf(code)}.` : heard;
  return onward(run, { ...run.state, costUsd: run.state.costUsd + costUsd, ear: { code, confidence, engine } }, message);
}

/** Nobody could listen for the language: the others will have to tell it. */
export function earFaulted(run: Run): Next | undefined {
  if (run.state.ear || run.state.earMissing) return undefined;
  return onward(run, { ...run.state, earMissing: 'it gave up' }, 'Nobody could listen for the language: it is told without.');
}

export function earOverdue(run: Run): Next {
  return settle(
    run,
    noted({ ...run.state, earMissing: 'it took too long' }, 'Listening for the language takes too long: it is told without.'),
  );
}

/** Without a prepared recording or its words there is nothing to go on with. */
export function stepFaulted(run: Run, { service, error, attempts }: DataOf<typeof HandlerFaulted>): Next | undefined {
  const recognising = service === 'speech-recognition-service';
  if (recognising ? run.state.transcript : run.state.preparation) return undefined;
  if (TELLING.test(error.code ?? '')) return fail(run, error.code!, error.message);
  // What broke inside is for operators: it rests among the dead letters.
  const message = `${service} gave up after ${attempts} attempt(s). This is our fault: try again later.`;
  return fail(run, recognising ? 'voice_recognition_failed' : 'voice_step_failed', message);
}

export const overdue = (run: Run): Next =>
  fail(run, 'voice_overdue', `The recording was not ${run.step === 'preparing' ? 'prepared' : 'written down'} in time.`);

/** Goes on as far as what is known allows. The branches may report in any order, also before the preparation that they stand on is heard of. */
function onward(run: Run, learnt: VoiceState, message: string): Next {
  const { preparation, transcript, ear, earMissing } = learnt;
  const bar = (preparation ? SHARES.preparation : 5) + (transcript ? SHARES.transcript : 0) + (ear ? SHARES.ear : 0);
  const state = noted({ ...learnt, progress: Math.max(learnt.progress, bar) }, message);
  if (!preparation) return { state };
  if (!transcript) return run.step === 'preparing' ? { state, to: 'listening' } : { state };
  if (!ear && !earMissing) return { state, to: 'settling' };
  return settle(run, state);
}

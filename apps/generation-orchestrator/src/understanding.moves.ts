import type {
  DataOf,
  LanguageDetected,
  SceneAnalysisCompleted,
  SceneAnalysisFailed,
  TextPreprocessed,
  TextTranslated,
} from '@polyreel/contracts';
import type { GenerationPhase } from '@polyreel/contracts';
import { fail, type Next, type Run } from './ending.moves.js';
import { advance } from './progress.bar.js';

const percent = (score: number) => `${Math.round(score * 100)} %`;
const languageName = (tag: string) =>
  tag === 'und' ? 'an unknown language' : (new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag);

/** Keeps what a stage found and moves the bar. */
function learn(
  run: Run,
  phase: GenerationPhase,
  message: string,
  findings: Record<string, unknown>,
  change: Partial<Run['state']> = {},
): Next {
  const { state, told } = advance(run.id, { ...run.state, ...change, findings: { ...run.state.findings, ...findings } }, phase, message);
  return { state, emit: [told] };
}

export function languageDetected(run: Run, found: DataOf<typeof LanguageDetected>): Next {
  const { detectedLanguage: code, confidenceScore: confidence, reliable, engine, alternatives } = found;
  return learn(run, 'translating', `The prompt is in ${languageName(code)} (${percent(confidence)}).`, {
    language: { code, confidence, reliable, engine, alternatives },
  });
}

export function textTranslated(
  run: Run,
  { engine, translatedText, sourceLanguage, confidenceScore, fallbacks }: DataOf<typeof TextTranslated>,
): Next {
  const message = engine === 'none' ? 'No translation was needed.' : `Translated by ${engine} (${percent(confidenceScore)}).`;
  return learn(
    run,
    'preprocessing',
    message,
    { translation: { engine, text: translatedText, confidence: confidenceScore, fallbacks } },
    { sourceLanguage },
  );
}

export function textPreprocessed(run: Run, { blocked, sentences, preprocessingSteps }: DataOf<typeof TextPreprocessed>): Next {
  if (blocked) return fail(run, 'content_blocked', `The prompt was refused: ${blocked.reason}`);
  const changed = preprocessingSteps.filter((step) => step.changed).map((step) => step.step);
  return learn(run, 'analysing', `${sentences.length} sentence(s) go to the analysers.`, {
    preprocessing: { sentences: sentences.length, changed },
  });
}

export function sceneAnalysed(run: Run, { sceneData, confidenceScores, degradedReasons }: DataOf<typeof SceneAnalysisCompleted>): Next {
  const message = `${sceneData.shots.length} shot(s), mood ${sceneData.mood.label} (${percent(confidenceScores.overall)}).`;
  return learn(
    run,
    'prompting',
    message,
    { analysis: { mood: sceneData.mood, confidenceScores, shots: sceneData.shots } },
    {
      mood: sceneData.mood,
      degradedReasons: [...run.state.degradedReasons, ...degradedReasons],
    },
  );
}

export const sceneAnalysisFailed = (run: Run, { error }: DataOf<typeof SceneAnalysisFailed>): Next => fail(run, error.code, error.message);

import {
  type DataOf,
  type GenerationRequested,
  type HandlerFaulted,
  narratedSeconds,
  SceneAnalysisCompleted,
  SceneAnalysisFailed,
  SceneAnalysisStarted,
  type TextPreprocessed,
} from '@polyreel/contracts';
import { joinShots } from '@polyreel/film-grammar';
import type { Move, RunView } from '@polyreel/workflow';
import { spokenSentences } from './spoken-sentences.model.js';
import { ANALYSES, type Analysis, type AnalysisState, type AnalysisStep } from './analysis.state.js';

type Run = RunView<AnalysisState, AnalysisStep>;
type Next = Move<AnalysisState, AnalysisStep>;

/** How much each analyser's word counts for the whole. */
const WEIGHTS: Record<Analysis, number> = { entities: 0.4, mood: 0.15, camera: 0.15, temporal: 0.3 };

const ANALYSER: Record<string, Analysis> = {
  'entity-extraction-service': 'entities',
  'mood-analysis-service': 'mood',
  'camera-analysis-service': 'camera',
  'temporal-analysis-service': 'temporal',
};
export const ANALYSERS = Object.keys(ANALYSER);

export const withRequest = (state: AnalysisState, { options, narration }: DataOf<typeof GenerationRequested>): AnalysisState => ({
  ...state,
  requested: true,
  // A voice that is heard decides how long the film is, whatever was asked for.
  durationSeconds: narration ? narratedSeconds(narration) : options.durationSeconds,
  narration,
});

export const withText = (state: AnalysisState, text: DataOf<typeof TextPreprocessed>): AnalysisState => {
  const { textHash, processedText, originalText, sourceLanguage, sentences } = text;
  return { ...state, text: { textHash, text: processedText, originalText, sourceLanguage, sentences } };
};

/** Sends the text to the analysers as soon as both it and the wanted length are known. */
export function sendOut(id: string, state: AnalysisState): Next {
  if (!state.requested || !state.text) return { state };
  const { textHash: _hash, ...text } = state.text;
  const spoken = state.narration && spokenSentences(text.sentences, state.narration);
  const started = SceneAnalysisStarted({
    analysisId: id,
    generationId: state.generationId,
    durationSeconds: state.durationSeconds,
    ...text,
    spoken,
  });
  return { state: { ...state, spoken, startedAtMs: Date.now() }, to: 'analysing', emit: [started] };
}

/** Keeps what an analyser found; the last one in closes the analysis. */
export function found(run: Run, which: Analysis, data: unknown): Next | undefined {
  if (run.state.found[which]) return undefined;
  return closeIfWhole(run, { ...run.state, found: { ...run.state.found, [which]: data } });
}

/** An analyser gave up: its share is missing, and the result will say why. */
export function analyserFaulted(run: Run, { service, error }: DataOf<typeof HandlerFaulted>): Next {
  return closeIfWhole(run, { ...run.state, missing: { ...run.state.missing, [ANALYSER[service]!]: error.message } });
}

export function analysersOverdue(run: Run): Next {
  const late = ANALYSES.filter((which) => !run.state.found[which]);
  const missing = { ...Object.fromEntries(late.map((which) => [which, 'it took too long'])), ...run.state.missing };
  return close(run, { ...run.state, missing });
}

function closeIfWhole(run: Run, state: AnalysisState): Next {
  return ANALYSES.every((which) => state.found[which] ?? state.missing[which]) ? close(run, state) : { state };
}

function close(run: Run, state: AnalysisState): Next {
  const { generationId, found: results, missing, text, durationSeconds, spoken, startedAtMs = Date.now() } = state;
  const analysed = { analysisId: run.id, generationId };
  if (ANALYSES.every((which) => !results[which])) {
    const why = Object.values(missing).join('; ');
    return {
      state,
      to: 'failed',
      emit: [
        SceneAnalysisFailed({
          ...analysed,
          error: { code: 'analysis_failed', message: `No analyser answered: ${why}` },
          textHash: text!.textHash,
        }),
      ],
    };
  }
  const { shots, mood, degradedReasons } = joinShots({ sentences: text!.sentences, durationSeconds, spoken, ...results });
  const reasons = ANALYSES.flatMap((which) => (missing[which] ? [`the ${which} analysis gave up: ${missing[which]}`] : []));
  const completed = SceneAnalysisCompleted({
    ...analysed,
    sceneData: { shots, mood, sourceLanguage: text!.sourceLanguage },
    confidenceScores: confidences(state),
    degraded: degradedReasons.length > 0,
    degradedReasons: [...degradedReasons, ...reasons],
    processingTimeMs: Math.max(0, Date.now() - startedAtMs),
  });
  return { state, to: 'completed', emit: [completed] };
}

/** A missing analysis counts as 0: whoever reads the score sees at once that something is lacking. */
function confidences({ found: results }: AnalysisState) {
  const scores = Object.fromEntries(ANALYSES.map((which) => [which, results[which]?.confidenceScore ?? 0])) as Record<Analysis, number>;
  const overall = ANALYSES.reduce((sum, which) => sum + WEIGHTS[which] * scores[which], 0);
  return { ...scores, overall: Math.min(1, overall) };
}

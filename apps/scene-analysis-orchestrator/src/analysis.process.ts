import {
  CameraCuesExtracted,
  EntitiesExtracted,
  GenerationRequested,
  MoodAnalyzed,
  SceneAnalysisCompleted,
  SceneAnalysisFailed,
  SceneAnalysisStarted,
  TemporalAnalyzed,
  TextPreprocessed,
} from '@polyreel/contracts';
import { derivedId } from '@polyreel/messaging';
import { defineProcess, Orchestrates, tableOf } from '@polyreel/workflow';
import { ANALYSERS, analyserFaulted, analysersOverdue, found, sendOut, withRequest, withText } from './analysis.moves.js';
import { AnalysisState, type AnalysisStep, emptyState } from './analysis.state.js';

const { starts, hears, faults, overdue } = tableOf<AnalysisState, AnalysisStep>();

/** The analysis of a generation has one id, so that it can be found from either. */
const analysisOf = (generationId: string) => derivedId('scene-analysis', generationId);
const ofGeneration = ({ generationId }: { generationId: string }) => analysisOf(generationId);
const ofAnalysis = ({ analysisId }: { analysisId: string }) => analysisId;
const WHILE_GATHERING = { from: ['gathering'], to: ['analysing', 'abandoned'], run: ofGeneration } as const;
const WHILE_ANALYSING = { from: ['analysing'], to: ['completed', 'failed'], run: ofAnalysis } as const;

/** Gathers the wish and the text, asks the four analysers side by side, and joins what comes back in time. */
export const analysisProcess = defineProcess<AnalysisState, AnalysisStep>({
  name: 'scene-analysis',
  state: AnalysisState,
  steps: { gathering: 180, analysing: 20, completed: 'end', failed: 'end', abandoned: 'end' },
  emits: [SceneAnalysisStarted, SceneAnalysisCompleted, SceneAnalysisFailed],
  transitions: [
    // The wish and the text come from different services: whichever is first begins the run.
    starts(GenerationRequested, {
      to: 'gathering',
      run: ofGeneration,
      move: (request) => ({ state: withRequest(emptyState(request.generationId), request) }),
    }),
    starts(TextPreprocessed, {
      to: 'gathering',
      run: ofGeneration,
      move: (text) => ({ state: withText(emptyState(text.generationId), text) }),
    }),
    hears(GenerationRequested, { ...WHILE_GATHERING, move: (run, request) => sendOut(run.id, withRequest(run.state, request)) }),
    hears(TextPreprocessed, {
      ...WHILE_GATHERING,
      move: (run, text) => (text.blocked ? { to: 'abandoned' } : sendOut(run.id, withText(run.state, text))),
    }),
    hears(EntitiesExtracted, { ...WHILE_ANALYSING, move: (run, data) => found(run, 'entities', data) }),
    hears(MoodAnalyzed, { ...WHILE_ANALYSING, move: (run, data) => found(run, 'mood', data) }),
    hears(CameraCuesExtracted, { ...WHILE_ANALYSING, move: (run, data) => found(run, 'camera', data) }),
    hears(TemporalAnalyzed, { ...WHILE_ANALYSING, move: (run, data) => found(run, 'temporal', data) }),
    faults(ANALYSERS, { from: ['analysing'], to: ['completed', 'failed'], run: analysisOf, move: analyserFaulted }),
    overdue({ from: ['analysing'], to: ['completed', 'failed'], move: analysersOverdue }),
    // Nobody waits here: the generation has its own deadline and has said why.
    overdue({ from: ['gathering'], to: ['abandoned'], move: () => ({ to: 'abandoned' }) }),
  ],
});

@Orchestrates(analysisProcess)
export class SceneAnalysis {}

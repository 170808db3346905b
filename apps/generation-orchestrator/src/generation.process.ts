import {
  type DataOf,
  GenerationCancelled,
  GenerationCompleted,
  GenerationFailed,
  GenerationProgressed,
  GenerationStarted,
  HandlerFaulted,
  ImageGenerationCompleted,
  ImageGenerationFailed,
  ImageGenerationStarted,
  LanguageDetected,
  PostProcessingCompleted,
  PostProcessingRequested,
  PromptEnhanced,
  QualityCheckCompleted,
  SceneAnalysisCompleted,
  SceneAnalysisFailed,
  TextPreprocessed,
  TextTranslated,
  VideoGenerationCompleted,
  VideoGenerationFailed,
  VideoGenerationStarted,
} from '@polyreel/contracts';
import { defineProcess, Orchestrates, tableOf } from '@polyreel/workflow';
import { checkMissing, filmChecked, filmCut } from './assembling.moves.js';
import { cancel, fail, type Next, type Run } from './ending.moves.js';
import { GenerationState, type GenerationStep } from './generation.state.js';
import { imageCompleted, imageFailed, promptEnhanced, renderingOverdue, videoCompleted, videoFailed } from './rendering.moves.js';
import { languageDetected, sceneAnalysed, sceneAnalysisFailed, textPreprocessed, textTranslated } from './understanding.moves.js';

const { begins, hears, faults, overdue, commanded } = tableOf<GenerationState, GenerationStep>();
const run = ({ generationId }: { generationId: string }) => generationId;
const WHILE_UNDERSTANDING = { from: ['understanding'], to: ['failed'], run } as const;
const WHILE_RENDERING = { from: ['rendering'], to: ['assembling', 'failed'], run } as const;
const byCorrelation = (correlationId: string) => correlationId;

const UNDERSTANDING_SERVICES = [
  'language-detection-service',
  'translation-service',
  'text-preprocessing-service',
  'scene-analysis-orchestrator',
  'prompt-structuring-service',
  'prompt-validation-service',
  'prompt-enhancement-service',
];

/** What is wrong with the prompt itself keeps its own code: the caller can do something about it. */
const TELLING = /^(content|prompt)_/;

const stepFaulted = (of: Run, { service, error }: DataOf<typeof HandlerFaulted>): Next =>
  fail(of, TELLING.test(error.code ?? '') ? error.code! : 'step_failed', `${service} gave up: ${error.message}`);

/** A render job gave up without saying so itself: its shot is the one that the faulted event names. */
function renderFaulted(of: Run, { service, event, error }: DataOf<typeof HandlerFaulted>): Next | undefined {
  const shotIndex = (event.data as { shotIndex?: number } | undefined)?.shotIndex;
  if (shotIndex === undefined) return undefined;
  return (service === 'image-generation-service' ? imageFailed : videoFailed)(of, { shotIndex, message: error.message });
}

/** A generation from its acceptance to its one end. Rows read as: in these steps, when this happens, do that. */
export const generationProcess = defineProcess<GenerationState, GenerationStep>({
  name: 'generation',
  state: GenerationState,
  steps: { understanding: 120, rendering: 900, assembling: 420, checking: 120, completed: 'end', failed: 'end', cancelled: 'end' },
  emits: [
    GenerationStarted,
    GenerationProgressed,
    ImageGenerationStarted,
    VideoGenerationStarted,
    PostProcessingRequested,
    GenerationCompleted,
    GenerationFailed,
    GenerationCancelled,
  ],
  transitions: [
    begins('understanding'),
    // What is wanted of a recording may be refused when nobody waits for the answer any more: it begins at its end.
    begins('failed'),
    hears(LanguageDetected, { ...WHILE_UNDERSTANDING, move: languageDetected }),
    hears(TextTranslated, { ...WHILE_UNDERSTANDING, move: textTranslated }),
    hears(TextPreprocessed, { ...WHILE_UNDERSTANDING, move: textPreprocessed }),
    hears(SceneAnalysisCompleted, { ...WHILE_UNDERSTANDING, move: sceneAnalysed }),
    hears(SceneAnalysisFailed, { ...WHILE_UNDERSTANDING, move: sceneAnalysisFailed }),
    hears(PromptEnhanced, { from: ['understanding'], to: ['rendering'], run, move: promptEnhanced }),
    hears(ImageGenerationCompleted, { ...WHILE_RENDERING, move: imageCompleted }),
    hears(ImageGenerationFailed, { ...WHILE_RENDERING, move: imageFailed }),
    hears(VideoGenerationCompleted, { ...WHILE_RENDERING, move: videoCompleted }),
    hears(VideoGenerationFailed, { ...WHILE_RENDERING, move: videoFailed }),
    hears(PostProcessingCompleted, { from: ['assembling'], to: ['checking'], run, move: filmCut }),
    hears(QualityCheckCompleted, { from: ['checking'], to: ['completed', 'assembling', 'failed'], run, move: filmChecked }),

    faults(UNDERSTANDING_SERVICES, { from: ['understanding'], to: ['failed'], run: byCorrelation, move: stepFaulted }),
    faults(['image-generation-service', 'video-generation-service'], {
      from: ['rendering'],
      to: ['assembling', 'failed'],
      run: byCorrelation,
      move: renderFaulted,
    }),
    faults(['post-processing-service'], { from: ['assembling'], to: ['failed'], run: byCorrelation, move: stepFaulted }),
    faults(['quality-assurance-service'], {
      from: ['checking'],
      to: ['completed'],
      run: byCorrelation,
      move: (of, { error }) => checkMissing(of, error.message),
    }),

    overdue({
      from: ['understanding'],
      to: ['failed'],
      move: (of) => fail(of, 'understanding_overdue', `The prompt was not understood in time; it got as far as ${of.state.phase}.`),
    }),
    overdue({ from: ['rendering'], to: ['assembling', 'failed'], move: renderingOverdue }),
    overdue({ from: ['assembling'], to: ['failed'], move: (of) => fail(of, 'assembly_overdue', 'The film was not cut in time.') }),
    overdue({ from: ['checking'], to: ['completed'], move: (of) => checkMissing(of, 'it took too long') }),

    commanded('cancel', { from: ['understanding', 'rendering', 'assembling', 'checking'], to: ['cancelled'], move: cancel }),
  ],
});

/** Runs of a generation, moved by the events that the table hears. */
@Orchestrates(generationProcess)
export class GenerationRun {}

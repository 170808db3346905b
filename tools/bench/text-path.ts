import {
  CameraCuesExtracted,
  EntitiesExtracted,
  type EventContract,
  GenerationRequested,
  LanguageDetected,
  MoodAnalyzed,
  PromptEnhanced,
  PromptStructured,
  PromptValidated,
  SceneAnalysisCompleted,
  SceneAnalysisStarted,
  TemporalAnalyzed,
  TextPreprocessed,
  TextTranslated,
} from '@polyreel/contracts';
import type { EventCatalogue } from '../docs/event-catalogue.js';

/** One queue of the way from a prompt to its enhanced prompts. */
export interface Hop {
  readonly queue: string;
  readonly hears: readonly EventContract[];
  /** What follows from hearing this many of `hears` (all of `waitsFor`, or each one by itself). Nothing: it only keeps count. */
  readonly emits?: EventContract;
  /** Events of one run that must all have come first. */
  readonly waitsFor?: readonly EventContract[];
}

const ANALYSED = [EntitiesExtracted, MoodAnalyzed, CameraCuesExtracted, TemporalAnalyzed];
const analyser = (queue: string, emits: EventContract): Hop => ({ queue, hears: [SceneAnalysisStarted], emits });

/** Every hop, in order. The join of the four analyses stands apart, for one queue takes two roles there. */
export const HOPS: readonly Hop[] = [
  { queue: 'language-detection-service.detect-language', hears: [GenerationRequested], emits: LanguageDetected },
  { queue: 'translation-service.translate-text', hears: [LanguageDetected], emits: TextTranslated },
  { queue: 'text-preprocessing-service.preprocess-text', hears: [TextTranslated], emits: TextPreprocessed },
  {
    queue: 'scene-analysis-orchestrator.scene-analysis',
    hears: [GenerationRequested, TextPreprocessed],
    waitsFor: [GenerationRequested, TextPreprocessed],
    emits: SceneAnalysisStarted,
  },
  analyser('entity-extraction-service.extract-entities', EntitiesExtracted),
  analyser('mood-analysis-service.analyze-mood', MoodAnalyzed),
  analyser('camera-analysis-service.extract-camera-cues', CameraCuesExtracted),
  analyser('temporal-analysis-service.analyze-time', TemporalAnalyzed),
  { queue: 'scene-analysis-orchestrator.scene-analysis', hears: ANALYSED, waitsFor: ANALYSED, emits: SceneAnalysisCompleted },
  { queue: 'prompt-structuring-service.structure-prompt', hears: [SceneAnalysisCompleted], emits: PromptStructured },
  { queue: 'prompt-validation-service.validate-prompt', hears: [PromptStructured], emits: PromptValidated },
  { queue: 'prompt-enhancement-service.enhance-prompt', hears: [PromptValidated], emits: PromptEnhanced },
  {
    queue: 'generation-orchestrator.generation-run',
    hears: [LanguageDetected, TextTranslated, TextPreprocessed, SceneAnalysisCompleted, PromptEnhanced],
  },
];

/** Messages that one run has delivered on the way, and how many of them one after the other. */
export const DELIVERIES = HOPS.reduce((sum, { hears }) => sum + hears.length, 0);
export const IN_A_ROW = 9;

const HANDLING = new Set(HOPS.map(({ queue }) => queue.split('.')[0]!));
/** The services whose handlers these are, the edge that takes the prompt, and who sets credits aside for it. */
export const TEXT_PATH = ['api-gateway', 'user-service', ...HANDLING];

/** Throws where the handlers of the build listen otherwise than HOPS says: the comparison would not be with the same way. */
export function assertSameWay({ handlers }: Pick<EventCatalogue, 'handlers'>): void {
  const emitted = new Set([GenerationRequested, ...HOPS.flatMap(({ emits }) => emits ?? [])].map(({ type }) => type));
  const line = (queue: string, type: string) => `${queue} hears ${type}`;
  const ours = HOPS.flatMap(({ queue, hears }) => hears.map(({ type }) => line(queue, type)));
  const theirs = handlers
    .filter(({ service }) => HANDLING.has(service))
    .flatMap(({ queue, hears }) => hears.filter((type) => emitted.has(type)).map((type) => line(queue, type)));
  const differing = [...ours.filter((one) => !theirs.includes(one)), ...theirs.filter((one) => !ours.includes(one))];
  if (differing.length > 0) throw new Error(`tools/bench/text-path.ts is behind the event map: ${differing.join('; ')}`);
}

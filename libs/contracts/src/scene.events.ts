/** What a text shows: entities, mood, camera and time, found side by side and joined into shots. */
import { z } from 'zod';
import { LanguageTag, Sentence } from './content.events.js';
import { defineEvent } from './define-event.js';
import { SpokenWord } from './speech.js';
import { Camera, Entity, Era, Mood, MoodLabel, Season, Setting, Shot, TimeOfDay, Transition, Weather } from './film.js';

const confidence = z.number().min(0).max(1);
const sentenceIndex = z.number().int().min(0);
const analysed = { analysisId: z.uuid(), generationId: z.uuid() };

/** Emitted by scene-analysis-orchestrator when a preprocessed text goes to the four analysers. */
export const SceneAnalysisStarted = defineEvent({
  type: 'scene.scene_analysis_started.v1',
  summary: 'A text goes to the four analysers.',
  owner: 'scene-analysis-orchestrator',
  subject: 'analysisId',
  data: z.object({
    ...analysed,
    text: z.string(),
    originalText: z.string(),
    sourceLanguage: LanguageTag,
    sentences: z.array(Sentence).min(1),
    /** The length asked for; unset when the caller leaves it to the text. */
    durationSeconds: z.number().min(1).max(60).optional(),
    /**
     * When each sentence is heard, where a voice speaks in the film: the shots follow it, and `durationSeconds` is the film's length by it
     * (narratedSeconds), whatever was asked for.
     */
    spoken: z
      .object({
        durationSeconds: z.number().positive(),
        sentences: z.array(z.object({ sentence: sentenceIndex, startSeconds: z.number().min(0), endSeconds: z.number().min(0) })),
        /** All words as they were recognised: a sentence that is too long for one shot is cut between them. */
        words: z.array(SpokenWord).default([]),
      })
      .optional(),
  }),
});

/** Emitted by entity-extraction-service: who and what is in the picture, and where. */
export const EntitiesExtracted = defineEvent({
  type: 'scene.entities_extracted.v1',
  summary: 'Who and what is in the picture, and where.',
  owner: 'entity-extraction-service',
  subject: 'analysisId',
  data: z.object({
    ...analysed,
    entities: z.array(Entity).max(60),
    /** The place of each sentence that names or implies one. */
    places: z.array(z.object({ sentence: sentenceIndex, scenery: Setting.shape.scenery, stated: z.boolean(), label: z.string() })),
    confidenceScore: confidence,
    extractionMethod: z.string(),
  }),
});

/** Emitted by mood-analysis-service: how the text feels, whole and sentence by sentence. */
export const MoodAnalyzed = defineEvent({
  type: 'scene.mood_analyzed.v1',
  summary: 'How a text feels, whole and sentence by sentence.',
  owner: 'mood-analysis-service',
  subject: 'analysisId',
  data: z.object({
    ...analysed,
    mood: Mood.extend({ perSentence: z.array(Mood.extend({ sentence: sentenceIndex })) }),
    confidenceScore: confidence,
    /** The words that told, each with the mood it spoke for. */
    emotionalCues: z.array(z.object({ word: z.string(), mood: MoodLabel, sentence: sentenceIndex })),
  }),
});

/** Emitted by camera-analysis-service: the camera that the text asks for, sentence by sentence. */
export const CameraCuesExtracted = defineEvent({
  type: 'scene.camera_cues_extracted.v1',
  summary: 'The camera that a text asks for, or that suits it, sentence by sentence.',
  owner: 'camera-analysis-service',
  subject: 'analysisId',
  data: z.object({
    ...analysed,
    cameraMovements: z.array(
      z.object({ sentence: sentenceIndex, movement: Camera.shape.movement, stated: z.boolean(), cue: z.string().optional() }),
    ),
    shotTypes: z.array(
      z.object({
        sentence: sentenceIndex,
        size: Camera.shape.size,
        angle: Camera.shape.angle,
        stated: z.boolean(),
        cue: z.string().optional(),
      }),
    ),
    confidenceScore: confidence,
  }),
});

/** Emitted by temporal-analysis-service: the shots in order with their lengths, and the time they play in. */
export const TemporalAnalyzed = defineEvent({
  type: 'scene.temporal_analyzed.v1',
  summary: 'The shots in order with their lengths, and the time they play in.',
  owner: 'temporal-analysis-service',
  subject: 'analysisId',
  data: z.object({
    ...analysed,
    temporalSequence: z
      .array(
        z.object({
          index: z.number().int().min(0),
          sentences: z.array(sentenceIndex).min(1),
          /** What of its sentences the shot tells, in English and in the writer's words; unset: the sentences whole. */
          text: z.string().optional(),
          originalText: z.string().optional(),
          startSeconds: z.number().min(0),
          durationSeconds: z.number().positive(),
          transition: Transition,
          /** The word that set it apart from the shot before: `then`, `meanwhile`, `suddenly`, … */
          cue: z.string().optional(),
          timeOfDay: TimeOfDay.optional(),
          weather: Weather.optional(),
          season: Season.optional(),
        }),
      )
      .min(1),
    timingInfo: z.object({
      durationSeconds: z.number().min(1).max(60),
      timeOfDay: TimeOfDay.optional(),
      season: Season.optional(),
      weather: Weather.optional(),
      era: Era.optional(),
    }),
    confidenceScore: confidence,
  }),
});

/** Emitted by scene-analysis-orchestrator when the analysers' results are joined into shots. */
export const SceneAnalysisCompleted = defineEvent({
  type: 'scene.scene_analysis_completed.v1',
  summary: "The analysers' results are joined into shots.",
  owner: 'scene-analysis-orchestrator',
  subject: 'analysisId',
  data: z.object({
    ...analysed,
    sceneData: z.object({ shots: z.array(Shot).min(1), mood: Mood, sourceLanguage: LanguageTag }),
    confidenceScores: z.object({ entities: confidence, mood: confidence, camera: confidence, temporal: confidence, overall: confidence }),
    degraded: z.boolean(),
    /** Why it is degraded, one line for each analyser that failed or was late. */
    degradedReasons: z.array(z.string()),
    processingTimeMs: z.number().min(0),
  }),
});

/** Emitted by scene-analysis-orchestrator when not even a degraded analysis can be given. */
export const SceneAnalysisFailed = defineEvent({
  type: 'scene.scene_analysis_failed.v1',
  summary: 'Not even a degraded analysis can be given.',
  owner: 'scene-analysis-orchestrator',
  subject: 'analysisId',
  data: z.object({ ...analysed, error: z.object({ code: z.string(), message: z.string() }), textHash: z.string() }),
});

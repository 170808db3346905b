import type {
  CameraCuesExtracted,
  DataOf,
  EntitiesExtracted,
  MoodAnalyzed,
  SceneAnalysisStarted,
  Sentence,
  TemporalAnalyzed,
} from '@polyreel/contracts';

/** What the four analysers found; one that failed or was late is undefined. Sentence indexes of all refer to `sentences`. */
export interface Analyses {
  sentences: readonly Sentence[];
  entities?: Pick<DataOf<typeof EntitiesExtracted>, 'entities' | 'places'>;
  mood?: Pick<DataOf<typeof MoodAnalyzed>, 'mood'>;
  camera?: Pick<DataOf<typeof CameraCuesExtracted>, 'cameraMovements' | 'shotTypes'>;
  temporal?: Pick<DataOf<typeof TemporalAnalyzed>, 'temporalSequence' | 'timingInfo'>;
  /** The length asked for, 1 to 60 s; unset: the temporal analysis decides. */
  durationSeconds?: number;
  /** When the sentences are heard, where a voice speaks in the film: then `durationSeconds` is the film's length by it. */
  spoken?: Spoken;
}

export type Spoken = NonNullable<DataOf<typeof SceneAnalysisStarted>['spoken']>;

/** One entry of the shot list before anyone has said how it looks. */
export type PlannedShot = DataOf<typeof TemporalAnalyzed>['temporalSequence'][number];

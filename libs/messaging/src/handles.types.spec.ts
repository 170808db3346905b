import { type DataOf, MoodAnalyzed, SceneAnalysisStarted, TextTranslated } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { handlerMetadataOf, handlerName, Handles } from './handles.decorator.js';

/** The compiler is the test here: each expected error below is a mistake that must not compile. */
describe('@Handles', () => {
  const analysed = (started: DataOf<typeof SceneAnalysisStarted>) =>
    MoodAnalyzed({
      analysisId: started.analysisId,
      generationId: started.generationId,
      mood: { label: 'neutral', valence: 0, energy: 0, perSentence: [] },
      confidenceScore: 0,
      emotionalCues: [],
    });

  @Handles(SceneAnalysisStarted, { emits: [MoodAnalyzed] })
  class AnalyzeMood {
    handle(started: DataOf<typeof SceneAnalysisStarted>) {
      return analysed(started);
    }
  }

  it('remembers what a class hears and emits', () => {
    expect(handlerMetadataOf(AnalyzeMood)).toMatchObject({ contracts: [SceneAnalysisStarted], emits: [MoodAnalyzed] });
    expect(handlerName(AnalyzeMood)).toBe('analyze-mood');
  });

  it('does not compile with a wrong payload, an undeclared event, a string, or without handle()', () => {
    // @ts-expect-error the payload is of another event
    @Handles(TextTranslated, { emits: [MoodAnalyzed] })
    class WrongPayload {
      handle(started: DataOf<typeof SceneAnalysisStarted>) {
        return analysed(started);
      }
    }
    // @ts-expect-error MoodAnalyzed is not declared
    @Handles(SceneAnalysisStarted)
    class Undeclared {
      handle(started: DataOf<typeof SceneAnalysisStarted>) {
        return analysed(started);
      }
    }
    // @ts-expect-error there is no handle()
    @Handles(SceneAnalysisStarted)
    class Handless {}
    // @ts-expect-error an event is an object, never a string
    const byName = () => Handles('scene.scene_analysis_started.v1');
    expect([WrongPayload, Undeclared, Handless, byName]).toHaveLength(4);
  });
});

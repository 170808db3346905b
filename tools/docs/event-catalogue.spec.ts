import 'reflect-metadata';
import { MoodAnalyzed, PromptStructured, SceneAnalysisStarted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { Module } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { asyncApi } from './async-api.js';
import { eventCatalogue, problemsOf } from './event-catalogue.js';
import { eventMap } from './event-map.js';

@Handles(SceneAnalysisStarted, { emits: [MoodAnalyzed] })
class AnalyzeMood {
  handle(): void {}
}

@Module({ providers: [AnalyzeMood] })
class Inner {}

@Module({ imports: [Inner, { module: class Other {}, providers: [{ provide: 'x', useValue: 1 }] }] })
class MoodModule {}

const catalogue = eventCatalogue([{ name: 'mood-analysis-service', module: MoodModule }]);

describe('the event catalogue', () => {
  it('finds handlers in whatever module they stand', () => {
    expect(catalogue.handlers).toEqual([
      {
        service: 'mood-analysis-service',
        handler: 'analyze-mood',
        queue: 'mood-analysis-service.analyze-mood',
        hears: ['scene.scene_analysis_started.v1'],
        emits: ['scene.mood_analyzed.v1'],
      },
    ]);
  });

  it('says so when an event that is emitted today is awaited by nobody, and does not judge what services to come will emit', () => {
    expect(catalogue.unbuilt).toContain('translation-service');
    expect(problemsOf(catalogue)).toEqual([
      'scene.mood_analyzed.v1 is heard by nobody; say unheard: true in its contract if that is meant',
    ]);
  });

  it('says so when a service emits an event of another one', () => {
    @Handles(MoodAnalyzed, { emits: [PromptStructured] })
    class Meddle {
      handle(): void {}
    }
    @Module({ providers: [Meddle] })
    class Meddler {}
    expect(problemsOf(eventCatalogue([{ name: 'mood-analysis-service', module: Meddler }]))).toContain(
      'prompt.prompt_structured.v1 belongs to prompt-structuring-service, but mood-analysis-service says that it emits it',
    );
  });

  it('says so when nobody hears an event that is not marked unheard, once every service exists', () => {
    const problems = problemsOf({ ...catalogue, unbuilt: [] });
    expect(problems).toContain('scene.mood_analyzed.v1 is heard by nobody; say unheard: true in its contract if that is meant');
    expect(problems.some((line) => line.startsWith('scene.scene_analysis_started.v1'))).toBe(false);
    expect(problems.some((line) => line.startsWith('media.file_deleted.v1'))).toBe(false);
  });
});

describe('the event map', () => {
  it('tells of each event who emits it, who hears it and what it carries', () => {
    const line = eventMap(catalogue)
      .split('\n')
      .find((text) => text.includes('`scene.scene_analysis_started.v1`'));
    expect(line).toContain('| scene-analysis-orchestrator | mood-analysis-service.analyze-mood | analysisId, generationId, text');
  });
});

describe('the AsyncAPI document', () => {
  const document = asyncApi(catalogue, '1.2.3') as Record<string, Record<string, unknown>>;

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/((?:channels|components)[^"]*)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(50);
    const missing = references.filter(
      (path) => path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('names the queue and the owner of every operation', () => {
    expect(document['operations']).toMatchObject({
      'receive.mood-analysis-service.analyze-mood.scene.scene_analysis_started.v1': {
        action: 'receive',
        'x-queue': 'mood-analysis-service.analyze-mood',
      },
      'send.scene.mood_analyzed.v1': { action: 'send', 'x-owner': 'mood-analysis-service' },
    });
  });
});

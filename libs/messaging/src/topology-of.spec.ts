import { Module } from '@nestjs/common';
import { type DataOf, EntitiesExtracted, MoodAnalyzed, SceneAnalysisStarted } from '@polyreel/contracts';
import { Service } from '@polyreel/service-kit';
import { describe, expect, it } from 'vitest';
import { Handles } from './handles.decorator.js';
import { handlersOf } from './topology-of.js';
import { topologySnapshot } from './topology-snapshot.js';

@Handles(SceneAnalysisStarted, { emits: [MoodAnalyzed], concurrency: 4 })
class AnalyzeMood {
  handle(_started: DataOf<typeof SceneAnalysisStarted>) {}
}

@Handles([MoodAnalyzed, EntitiesExtracted])
class JoinResults {
  handle() {}
}

@Module({ providers: [JoinResults, { provide: 'something', useValue: 1 }] })
class Joining {}

@Service({ name: 'mood-analysis-service', imports: [{ module: Joining, imports: [Joining] }], providers: [AnalyzeMood] })
class MoodModule {}

@Module({})
class NoService {}

describe('the topology of services', () => {
  it('names every handler with its queue, what it hears and what it emits, also those of imported modules, without starting anything', () => {
    expect(handlersOf([MoodModule])).toEqual([
      {
        name: 'mood-analysis-service.analyze-mood',
        service: 'mood-analysis-service',
        handler: 'analyze-mood',
        types: [SceneAnalysisStarted.type],
        emits: [MoodAnalyzed.type],
        concurrency: 4,
      },
      expect.objectContaining({ name: 'mood-analysis-service.join-results', types: [MoodAnalyzed.type, EntitiesExtracted.type] }),
    ]);
  });

  it('refuses a module that is no service', () => {
    expect(() => handlersOf([NoService])).toThrow('NoService has no @Service');
  });

  it('refuses two services of one name, whose handlers would share queues', () => {
    expect(() => topologySnapshot([MoodModule, MoodModule])).toThrow('one queue, one handler');
  });

  it('shows in its snapshot what a queue is bound to, so that a renamed handler is seen in review', () => {
    const snapshot = JSON.parse(topologySnapshot([MoodModule])) as { queues: Record<string, { bindings: string[] }> };
    expect(Object.keys(snapshot.queues)).toEqual([
      'mood-analysis-service.dead',
      'mood-analysis-service.skipped',
      'retry.5s',
      'retry.30s',
      'retry.2m',
      'retry.10m',
      'retry.1h',
      'mood-analysis-service.analyze-mood',
      'mood-analysis-service.join-results',
    ]);
    expect(snapshot.queues['mood-analysis-service.analyze-mood']?.bindings).toEqual([`events: ${SceneAnalysisStarted.type}`]);
  });
});

import { PromptStructured, SceneAnalysisCompleted, Shot } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PromptStructuringModule } from './prompt-structuring.module.js';

describe('prompt-structuring-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(PromptStructuringModule);
  });
  afterEach(() => service.stop());

  it('answers an analysed text with its prompts', async () => {
    const generationId = randomUUID();
    const mood = { label: 'serene', valence: 0.5, energy: 0.1 } as const;
    const shot = Shot.parse({
      index: 0,
      text: 'A lake at night.',
      originalText: 'A lake at night.',
      sentences: [0],
      startSeconds: 0,
      durationSeconds: 5,
      setting: { scenery: 'lake', stated: true, timeOfDay: 'night' },
      mood,
      camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
      transition: 'fade_in',
      entities: [],
    });
    await service.send(
      SceneAnalysisCompleted({
        analysisId: randomUUID(),
        generationId,
        sceneData: { shots: [shot], mood, sourceLanguage: 'en' },
        confidenceScores: { entities: 1, mood: 1, camera: 1, temporal: 1, overall: 1 },
        degraded: false,
        degradedReasons: [],
        processingTimeMs: 3,
      }),
    );
    const [structured] = await service.emitted(PromptStructured);
    expect(structured).toMatchObject({ generationId, templateUsed: { name: 'cinematic' } });
    expect(structured!.structuredPrompt.shots[0]!.imagePrompt).toContain('at night');
  });
});

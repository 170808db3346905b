import { PromptStructured, SceneAnalysisCompleted } from '@polyreel/contracts';
import { lakeShot, testService, type TestedService } from '@polyreel/testing';
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
    const shot = lakeShot('A lake at night.', { setting: { scenery: 'lake', stated: true, timeOfDay: 'night' }, transition: 'fade_in' });
    await service.send(
      SceneAnalysisCompleted({
        analysisId: randomUUID(),
        generationId,
        sceneData: { shots: [shot], mood: shot.mood, sourceLanguage: 'en' },
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

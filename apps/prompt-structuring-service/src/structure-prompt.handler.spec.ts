import { Shot } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PromptStructurer } from './prompt.structurer.js';
import { PromptWriter } from './prompt.writer.js';
import { StructurePrompt } from './structure-prompt.handler.js';

const handler = new StructurePrompt(new PromptStructurer(new PromptWriter()));
const mood = { label: 'serene', valence: 0.5, energy: 0.1 } as const;
const shot = Shot.parse({
  index: 0,
  text: 'A lake.',
  originalText: 'Ein See.',
  sentences: [0],
  startSeconds: 0,
  durationSeconds: 5,
  setting: { scenery: 'lake', stated: true },
  mood,
  camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
  transition: 'fade_in',
  entities: [],
});
const completed = {
  analysisId: randomUUID(),
  generationId: randomUUID(),
  sceneData: { shots: [shot], mood, sourceLanguage: 'de' },
  confidenceScores: { entities: 1, mood: 1, camera: 1, temporal: 1, overall: 1 },
  degraded: true,
  degradedReasons: ['the entity analysis is missing'],
  processingTimeMs: 3,
};

describe('StructurePrompt', () => {
  it('returns prompts for every shot and keeps the reasons of a degraded analysis', () => {
    const { data } = handler.handle(completed);
    expect(data).toMatchObject({ generationId: completed.generationId, degradedReasons: completed.degradedReasons });
    expect(data.structuredPrompt.shots).toHaveLength(1);
  });
  it('gives one analysis one prompt id, however often it is handled', () =>
    expect(handler.handle(completed).data.promptId).toBe(handler.handle(completed).data.promptId));
});

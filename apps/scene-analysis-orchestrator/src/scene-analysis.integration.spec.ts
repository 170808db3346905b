import {
  AccountDataErased,
  AccountDeleted,
  CameraCuesExtracted,
  EntitiesExtracted,
  GenerationOptions,
  GenerationRequested,
  HandlerFaulted,
  MoodAnalyzed,
  SceneAnalysisCompleted,
  SceneAnalysisFailed,
  SceneAnalysisStarted,
  TemporalAnalyzed,
  TextPreprocessed,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { envelopesOf } from '@polyreel/messaging';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SceneAnalysisModule } from './scene-analysis.module.js';

const TEXT = 'A red dragon flies over a castle.';

const requested = (generationId: string, durationSeconds?: number) =>
  GenerationRequested({ generationId, userId: 'u', tier: 'free', inputText: TEXT, options: GenerationOptions.parse({ durationSeconds }) });

const preprocessed = (generationId: string) =>
  TextPreprocessed({
    generationId,
    textHash: 'a'.repeat(64),
    originalText: TEXT,
    processedText: TEXT,
    sourceLanguage: 'en',
    sentences: [{ index: 0, original: TEXT, translated: TEXT }],
    preprocessingSteps: [],
  });

const mood = { label: 'epic', valence: 0.3, energy: 0.7 } as const;
const analysed = (analysisId: string, generationId: string) => ({
  mood: MoodAnalyzed({
    analysisId,
    generationId,
    mood: { ...mood, perSentence: [{ ...mood, sentence: 0 }] },
    confidenceScore: 0.8,
    emotionalCues: [],
  }),
  camera: CameraCuesExtracted({
    analysisId,
    generationId,
    cameraMovements: [{ sentence: 0, movement: 'crane_up', stated: false }],
    shotTypes: [{ sentence: 0, size: 'wide', angle: 'low', stated: false }],
    confidenceScore: 0.6,
  }),
  entities: EntitiesExtracted({
    analysisId,
    generationId,
    entities: [{ id: 'e1', kind: 'character', concept: 'dragon', label: 'dragon', emoji: '🐉', sentence: 0, confidence: 0.9 }],
    places: [],
    confidenceScore: 0.9,
    extractionMethod: 'spec',
  }),
  temporal: TemporalAnalyzed({
    analysisId,
    generationId,
    temporalSequence: [{ index: 0, sentences: [0], startSeconds: 0, durationSeconds: 7, transition: 'fade_in' }],
    timingInfo: { durationSeconds: 7 },
    confidenceScore: 0.7,
  }),
});

describe('the scene analysis', () => {
  let database: TestDatabase;
  let service: TestedService;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    service = await testService(SceneAnalysisModule, { database });
  });
  afterEach(() => service.stop());

  /** Sends the wish and the text, in either order, and answers the ids of the analysis that began. */
  async function begun({ textFirst = false, durationSeconds }: { textFirst?: boolean; durationSeconds?: number } = {}) {
    const generationId = randomUUID();
    const facts = [requested(generationId, durationSeconds), preprocessed(generationId)];
    for (const fact of textFirst ? facts.reverse() : facts) await service.send(fact);
    const [started] = await service.emitted(SceneAnalysisStarted);
    return { generationId, analysisId: started!.analysisId, started: started! };
  }

  it('begins when both the wanted length and the text are known, whichever comes first', async () => {
    const { started } = await begun({ textFirst: true, durationSeconds: 7 });
    expect(started).toMatchObject({ durationSeconds: 7, text: TEXT, sourceLanguage: 'en' });
  });

  it('says when each sentence is heard where a voice is in the film, whose length is then the film’s', async () => {
    const narration = {
      audio: { bucket: 'user-uploads', key: 'voices/a/soundtrack.flac', contentType: 'audio/flac', bytes: 1, checksum: 'a'.repeat(64) },
      durationSeconds: 3.3,
      words: TEXT.split(' ').map((text, at) => ({ text, startSeconds: at / 2, endSeconds: at / 2 + 0.4 })),
    } as const;
    const generationId = randomUUID();
    const wish = GenerationRequested({ ...requested(generationId, 20).data, narration: { ...narration, words: [...narration.words] } });
    for (const fact of [preprocessed(generationId), wish]) await service.send(fact);
    const [started] = await service.emitted(SceneAnalysisStarted);
    expect(started).toMatchObject({
      durationSeconds: 3.875,
      spoken: { durationSeconds: 3.3, sentences: [{ sentence: 0, startSeconds: 0, endSeconds: 3.3 }] },
    });
    const { camera, entities, mood: felt } = analysed(started!.analysisId, generationId);
    for (const fact of [felt, entities, camera]) await service.send(fact);
    await service.send(
      HandlerFaulted({
        handler: 'analyze-time',
        service: 'temporal-analysis-service',
        queue: 'temporal-analysis-service.analyze-time',
        event: { id: 'e', type: SceneAnalysisStarted.type, correlationid: generationId },
        error: { name: 'Error', message: 'out of time' },
        attempts: 6,
        firstFailedAt: new Date().toISOString(),
      }),
    );
    const [completed] = await service.emitted(SceneAnalysisCompleted);
    expect(completed!.sceneData.shots).toMatchObject([{ durationSeconds: 3.875 }]);
  });

  it('joins the four analyses into shots, whatever their order', async () => {
    const { analysisId, generationId } = await begun({ durationSeconds: 7 });
    const { temporal, camera, entities, mood: felt } = analysed(analysisId, generationId);
    for (const fact of [temporal, felt, entities, camera]) await service.send(fact);
    const [completed] = await service.emitted(SceneAnalysisCompleted);
    expect(completed).toMatchObject({ generationId, degraded: false, degradedReasons: [], sceneData: { mood: { label: 'epic' } } });
    expect(completed!.sceneData.shots).toMatchObject([
      { durationSeconds: 7, camera: { movement: 'crane_up' }, entities: [{ concept: 'dragon' }] },
    ]);
  });

  it('completes without an analyser that gave up, with less confidence, and says which and why', async () => {
    const { analysisId, generationId } = await begun();
    const { temporal, camera, entities } = analysed(analysisId, generationId);
    for (const fact of [temporal, entities, camera]) await service.send(fact);
    await service.send(
      HandlerFaulted({
        handler: 'analyze-mood',
        service: 'mood-analysis-service',
        queue: 'mood-analysis-service.analyze-mood',
        event: { id: 'e', type: SceneAnalysisStarted.type, correlationid: generationId },
        error: { name: 'Error', message: 'the lexicon is gone' },
        attempts: 6,
        firstFailedAt: new Date().toISOString(),
      }),
    );
    const [completed] = await service.emitted(SceneAnalysisCompleted);
    expect(completed).toMatchObject({ degraded: true, confidenceScores: { mood: 0 } });
    expect(completed!.degradedReasons.join()).toContain('the lexicon is gone');
  });

  it('completes with what it has when the analysers are overdue, and fails when nobody answered', async () => {
    const some = await begun();
    await service.send(analysed(some.analysisId, some.generationId).entities);
    await expect.poll(() => foundBy(some.analysisId)).toContain('entities');
    await makeOverdue(some.analysisId);
    const [completed] = await service.emitted(SceneAnalysisCompleted);
    expect(completed).toMatchObject({ degraded: true, confidenceScores: { entities: 0.9, temporal: 0 } });

    const generationId = randomUUID();
    await service.send(requested(generationId));
    await service.send(preprocessed(generationId));
    const none = (await service.emitted(SceneAnalysisStarted, 2))[1]!;
    await makeOverdue(none.analysisId);
    expect(await service.emitted(SceneAnalysisFailed)).toMatchObject([{ generationId, error: { code: 'analysis_failed' } }]);
  });

  const foundBy = async (id: string) => {
    const [row] = await service.app
      .get(Database)
      .query<{ state: { found: object } }>('SELECT state FROM scene_analysis.processes WHERE id = $1', [id]);
    return Object.keys(row?.state.found ?? {});
  };
  const makeOverdue = (id: string) =>
    service.app.get(Database).query('UPDATE scene_analysis.processes SET deadline_at = now() WHERE id = $1', [id]);

  it('keeps no word of somebody who was erased while their wish was still under way', async () => {
    const [generationId, userId] = [randomUUID(), randomUUID()];
    await service.send(AccountDeleted({ userId, deletedAt: new Date().toISOString() }));
    await service.emitted(AccountDataErased);
    const origin = { ...envelopesOf([requested(generationId)], 'spec')[0]!, userid: userId };
    await service.broker.publish([origin]);
    const [text] = envelopesOf([preprocessed(generationId)], 'spec', origin);
    await service.broker.publish([text!]);
    const tables = service.app.get(Database);
    const heard = `SELECT 1 AS heard FROM scene_analysis.inbox WHERE event_id = ANY ($1)`;
    await expect.poll(() => tables.query(heard, [[origin.id, text!.id]])).toHaveLength(2);
    expect(await tables.query('SELECT state FROM scene_analysis.processes WHERE correlation_id = $1', [generationId])).toEqual([]);
    expect(service.broker.published.map(({ type }) => type)).not.toContain(SceneAnalysisStarted.type);
  });
});

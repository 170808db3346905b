import {
  GenerationOptions,
  PostProcessingRequested,
  ShotPrompt,
  type StorageReference,
  type Tier,
  VideoGenerationStarted,
} from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import type { Run } from './ending.moves.js';
import { acceptedState } from './generation.state.js';
import { imageCompleted, videoCompleted } from './rendering.moves.js';

const file: StorageReference = { bucket: 'temp-files', key: 'take', contentType: 'video/mp4', bytes: 1, checksum: 'a'.repeat(64) };
const id = 'a3f1c1d2-0000-4000-8000-000000000001';
const made = {
  generationId: id,
  shotIndex: 0,
  provider: 'animatic',
  model: 'animatic-1',
  costUsd: 0,
  processingTimeMs: 1,
  degradedReasons: [],
};
const finish = { mood: 'epic', encoding: 'e1' } as const;

const prompt = ShotPrompt.parse({
  shotIndex: 0,
  imagePrompt: 'a cat, sitting',
  videoPrompt: 'a cat sits',
  negativePrompt: '',
  shot: {
    index: 0,
    text: 'A cat sits.',
    originalText: 'A cat sits.',
    sentences: [0],
    startSeconds: 0,
    durationSeconds: 2,
    setting: { scenery: 'room', stated: true },
    mood: { label: 'epic', valence: 0.4, energy: 0.1 },
    camera: { size: 'medium', angle: 'eye_level', movement: 'static', stated: false },
    transition: 'cut',
    entities: [],
  },
});

const run = (tier: Tier, options: object = {}): Run => {
  const state = {
    ...acceptedState({ userId: 'eve', tier }, GenerationOptions.parse(options), { seed: 1, message: 'Accepted.' }),
    shots: [{ prompt, images: [] }],
  };
  return { id, step: 'rendering', state, startedAt: new Date() };
};

describe('filming', () => {
  it.each([
    ['pro', {}, true],
    ['free', {}, false],
    ['pro', { captions: { burnIn: true } }, false],
  ] as const)('asks the %s tier with %j for finished takes: %s, as something may be drawn over them', (tier, options, expected) => {
    const next = imageCompleted(run(tier, options), { ...made, images: [file], qualityScores: [] });
    const started = next!.emit!.find(({ contract }) => contract === VideoGenerationStarted);
    expect(started!.data).toMatchObject({ finish: expected });
  });

  it('tells the cutter how a take was finished', () => {
    const next = videoCompleted(run('pro'), { ...made, video: file, finish, thumbnail: file, durationSeconds: 2 });
    const requested = next!.emit!.find(({ contract }) => contract === PostProcessingRequested);
    expect(requested!.data).toMatchObject({ shots: [{ video: file, finish }] });
  });
});

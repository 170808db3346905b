import { GenerationOptions, type StorageReference } from '@polyreel/contracts';
import { fileIdOf } from '@polyreel/http-api';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { storyOf, withMetadata } from './run.story.js';

const file = (key: string): StorageReference => ({
  bucket: 'generated-content',
  key,
  contentType: 'video/mp4',
  bytes: 1,
  checksum: 'a'.repeat(64),
});
const owned = { generationId: randomUUID(), userId: 'ada' };
const at = '2026-11-26T00:00:00.000Z';

describe('what of a run is told to servers', () => {
  it('is small and holds links instead of files, whatever went wrong how often', () => {
    const video = file('film.mp4');
    const story = storyOf(
      {
        ...owned,
        finalUrls: {
          video,
          thumbnail: file('p.jpg'),
          contactSheet: file('s.png'),
          images: [],
          captions: { vtt: file('v'), srt: file('s') },
        },
        totalProcessingTimeMs: 5,
        qualityScores: {},
        degraded: true,
        degradedReasons: Array.from({ length: 1_000 }, () => 'x'.repeat(10_000)),
        costUsd: 0.5,
      },
      at,
      'https://polyreel.example/',
    );
    expect(story).toMatchObject({ event: 'generation.completed', at, data: { status: 'completed', degraded: true, costUsd: 0.5 } });
    expect(story.data['links']).toMatchObject({ video: `https://polyreel.example/v1/media/${fileIdOf(video)}/download` });
    expect(JSON.stringify(story).length).toBeLessThan(20_000);
    expect(story.data).not.toHaveProperty('userId');
  });

  it('says of a recording where its words are read and what film it becomes, and not a word of what was spoken', () => {
    const voice = { voiceId: randomUUID(), userId: 'ada' };
    const understood = {
      ...voice,
      tier: 'pro',
      finalText: 'My secret.',
      language: 'en',
      confidenceScore: 0.9,
      totalProcessingTimeMs: 7,
      costUsd: 0.001,
    } as const;
    const status = `https://p.example/v1/voice/status/${voice.voiceId}`;
    const words = storyOf(understood, at, 'https://p.example');
    expect(words).toEqual({
      event: 'voice.completed',
      at,
      data: {
        voiceId: voice.voiceId,
        status: 'completed',
        language: 'en',
        confidence: 0.9,
        costUsd: 0.001,
        processingTimeMs: 7,
        generationId: null,
        links: { voice: status },
      },
    });
    const generation = { generationId: randomUUID(), options: GenerationOptions.parse({}), narrate: false };
    const film = `https://p.example/v1/generations/${generation.generationId}`;
    expect(storyOf({ ...understood, generation }, at, 'https://p.example').data).toMatchObject({
      generationId: generation.generationId,
      links: { voice: status, generation: film },
    });
    const failed = { ...voice, errorCode: 'voice_no_speech', message: 'x'.repeat(5_000), failedAt: at };
    expect(storyOf(failed, 'later', 'https://p.example')).toEqual({
      event: 'voice.failed',
      at,
      data: {
        voiceId: voice.voiceId,
        generationId: null,
        status: 'failed',
        errorCode: 'voice_no_speech',
        message: 'x'.repeat(300),
        links: { voice: status },
      },
    });
  });

  it('says when a run began, failed or was cancelled by that run’s own clock', () => {
    const own = '2026-11-25T00:00:00.000Z';
    const stories = [
      storyOf({ ...owned, promptId: randomUUID(), shotCount: 2, startedAt: own }, at, 'https://p.example'),
      storyOf(
        { ...owned, phase: 'filming', errorCode: 'shots_failed', message: 'x'.repeat(5_000), failedAt: own },
        at,
        'https://p.example',
      ),
      storyOf({ ...owned, cancelledAt: own }, at, 'https://p.example'),
      storyOf({ voiceId: randomUUID(), userId: 'ada', cancelledAt: own }, at, 'https://p.example'),
    ];
    expect(stories.map(({ event, at: told }) => [event, told])).toEqual([
      ['generation.started', own],
      ['generation.failed', own],
      ['generation.cancelled', own],
      ['voice.cancelled', own],
    ]);
  });

  it('gives the caller’s own words back, unless they are a book', () => {
    expect(withMetadata({ a: 1 }, { order: '7' })).toEqual({ a: 1, metadata: { order: '7' } });
    const book = Object.fromEntries(Array.from({ length: 100 }, (_, page) => [`page ${page}`, 'x'.repeat(500)]));
    for (const metadata of [book, null, undefined]) expect(withMetadata({ a: 1 }, metadata)).toEqual({ a: 1 });
  });
});

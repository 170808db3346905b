import { ModelList } from '@polyreel/http-api';
import { modelCards, type ProviderRegistry } from '@polyreel/providers';
import { describe, expect, it } from 'vitest';
import { ModelsController } from './models.controller.js';

describe('the list of models', () => {
  const cardOf = (kind: 'image' | 'video') => ({ card: modelCards.find((card) => card.kind === kind && !card.embedded)! });
  const listed = (registry: object) => ModelList.parse(new ModelsController(registry as ProviderRegistry).list().data).models;

  it('holds the embedded artist for stills and films where nothing else is configured', () => {
    const models = listed({ images: [], videos: [] });
    expect(models.map(({ kind, embedded, place, priceUsd }) => ({ kind, embedded, place, priceUsd }))).toEqual([
      { kind: 'image', embedded: true, place: 1, priceUsd: 0 },
      { kind: 'video', embedded: true, place: 1, priceUsd: 0 },
    ]);
  });

  it('names who is asked first, and the embedded artist last', () => {
    const videos = listed({ images: [], videos: [cardOf('video')] }).filter(({ kind }) => kind === 'video');
    expect(videos.map(({ id, place }) => [id, place])).toEqual([
      [cardOf('video').card.id, 1],
      ['animatic/animatic-1', 2],
    ]);
  });
});

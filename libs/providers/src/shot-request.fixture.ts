import { RenderParameters, Shot } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import type { FilmRequest } from './generation.port.js';
import { isRemote, modelCards, type RemoteModelCard } from './model-card.js';

interface Asked {
  durationSeconds?: number;
  parameters?: Partial<FilmRequest['parameters']>;
  prompt?: Partial<FilmRequest['prompt']>;
  still?: string;
}

/** A request for a shot's still or take, as the services make it. */
export function shotRequest({ durationSeconds = 3, parameters = {}, prompt = {}, still }: Asked = {}): FilmRequest {
  const shot = Shot.parse({
    index: 2,
    text: 'A cat sits.',
    originalText: 'Eine Katze sitzt.',
    sentences: [0],
    startSeconds: 0,
    durationSeconds,
    setting: { scenery: 'room', stated: true },
    mood: { label: 'serene', valence: 0.4, energy: 0.1 },
    camera: { size: 'medium', angle: 'eye_level', movement: 'static', stated: false },
    transition: 'cut',
    entities: [],
  });
  return {
    prompt: { shotIndex: 2, imagePrompt: 'a cat, sitting', videoPrompt: 'a cat sits', negativePrompt: 'blurred', shot, ...prompt },
    parameters: RenderParameters.parse({
      aspectRatio: '16:9',
      resolution: '360p',
      quality: 'draft',
      framesPerSecond: 24,
      seed: 5,
      ...parameters,
    }),
    still,
  };
}

export function remoteCard(id: string, change: Partial<RemoteModelCard['remote']> = {}): RemoteModelCard {
  const card = modelCards.find((one) => one.id === id);
  if (!card || !isRemote(card)) throw new Error(`no remote card ${id}`);
  return { ...card, remote: { ...card.remote, ...change } };
}

export const callKey = (kind: 'image' | 'video') => `${randomUUID()}:${kind}:2:1`;

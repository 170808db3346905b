import { ConfigError, withFolder } from '@polyreel/service-kit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProviderRegistry } from './provider-registry.js';
import { ProvidersConfig } from './providers.config.js';
import { remoteCard } from './shot-request.fixture.js';

const SETTINGS = ['REPLICATE_', 'COMFYUI_', 'IMAGE_PROVIDERS', 'VIDEO_PROVIDERS', 'MODEL_CARDS_FILE', 'PROVIDER_'];
const opened: ProviderRegistry[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(opened.splice(0).map((registry) => registry.onApplicationShutdown()));
});

function registry(environment: Record<string, string>): ProviderRegistry {
  for (const name of Object.keys(process.env)) if (SETTINGS.some((start) => name.startsWith(start))) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const made = new ProviderRegistry(new ProvidersConfig());
  opened.push(made);
  return made;
}
const ids = (environment: Record<string, string>) => {
  const { images, videos } = registry(environment);
  return [images, videos].map((list) => list.map(({ card }) => card.id));
};
const both = { REPLICATE_API_TOKEN: 'r8_x', COMFYUI_URL: 'http://127.0.0.1:8188' };

describe('the registry of providers', () => {
  it('is empty where nothing is configured', () => {
    expect(ids({})).toEqual([[], []]);
  });

  it('has who is configured, the one that costs nothing first', () => {
    expect(ids(both)).toEqual([
      ['comfyui/text-to-image', 'replicate/black-forest-labs/flux-schnell'],
      ['comfyui/image-to-video', 'replicate/bytedance/seedance-1.5-pro'],
    ]);
  });

  it('has them in the order that is asked for, and no others', () => {
    expect(ids({ ...both, IMAGE_PROVIDERS: 'replicate, comfyui', VIDEO_PROVIDERS: 'comfyui' })).toEqual([
      ['replicate/black-forest-labs/flux-schnell', 'comfyui/text-to-image'],
      ['comfyui/image-to-video'],
    ]);
  });

  it.each([
    ['a provider that is not configured', { IMAGE_PROVIDERS: 'replicate' }, 'IMAGE_PROVIDERS: replicate is not configured'],
    ['a provider that nobody knows', { ...both, VIDEO_PROVIDERS: 'sora' }, 'VIDEO_PROVIDERS: sora is no provider'],
    ['a model without a card', { ...both, REPLICATE_IMAGE_MODEL: 'someone/painter' }, 'there is no card for replicate/someone/painter'],
    ['a model that makes something else', { ...both, REPLICATE_VIDEO_MODEL: 'black-forest-labs/flux-schnell' }, 'that makes a video'],
    ['an address that is none', { COMFYUI_URL: 'file:///etc' }, 'COMFYUI_URL'],
  ])('does not start with %s', (_, environment, message) => {
    const start = () => registry(environment);
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(message);
  });

  it('knows which of them can look up a lost submit', () => {
    const [comfyui, replicate] = registry(both).images;
    expect([comfyui?.find, replicate?.find].map(Boolean)).toEqual([true, false]);
    expect([comfyui?.honoursKey, replicate?.honoursKey]).toEqual([false, false]);
  });

  it('learns models from a file, without a release', () =>
    withFolder('spec', async (folder) => {
      const known = remoteCard('replicate/black-forest-labs/flux-schnell');
      const file = join(folder, 'cards.json');
      await writeFile(file, JSON.stringify([{ ...known, id: 'replicate/someone/painter', model: 'someone/painter', priceUsd: 0.5 }]));
      const [image] = registry({
        REPLICATE_API_TOKEN: 'x',
        REPLICATE_IMAGE_MODEL: 'someone/painter:abc123',
        MODEL_CARDS_FILE: file,
      }).images;
      expect(image?.card).toMatchObject({ id: 'replicate/someone/painter', model: 'someone/painter:abc123', priceUsd: 0.5 });
    }));

  it.each([
    ['has placeholders that nothing fills', { '1': { class_type: 'SaveImage', inputs: { text: '{{prompt}} {{mood}}' } } }, 'mood'],
    ['says nothing of the prompt', { '1': { class_type: 'SaveImage', inputs: {} } }, 'no {{prompt}}'],
    ['is not in API format', { nodes: [], links: [] }, 'does not fit'],
    [
      'draws from a picture',
      { '1': { class_type: 'SaveImage', inputs: { text: '{{prompt}}', image: '{{still}}' } } },
      'COMFYUI_IMAGE_WORKFLOW',
    ],
  ])('does not start with a workflow that %s', (_, workflow, message) =>
    withFolder('spec', async (folder) => {
      const file = join(folder, 'workflow.json');
      await writeFile(file, JSON.stringify(workflow));
      expect(() => registry({ COMFYUI_URL: 'http://127.0.0.1:8188', COMFYUI_IMAGE_WORKFLOW: file })).toThrow(message);
    }),
  );

  it('takes a workflow of the operator’s own, with or without a still', () =>
    withFolder('spec', async (folder) => {
      const file = join(folder, 'workflow.json');
      await writeFile(file, JSON.stringify({ '1': { class_type: 'SaveVideo', inputs: { text: '{{prompt}}' } } }));
      const [video] = registry({ COMFYUI_URL: 'http://127.0.0.1:8188', COMFYUI_VIDEO_WORKFLOW: file }).videos;
      expect(video?.card.remote.needsStill).toBe(false);
    }));
});

import { describe, expect, it } from 'vitest';
import { valuesFor } from './request-fit.js';
import { remoteCard, shotRequest } from './shot-request.fixture.js';

const flux = remoteCard('replicate/black-forest-labs/flux-schnell');
const seedance = remoteCard('replicate/bytedance/seedance-1.5-pro');
const wan = remoteCard('comfyui/image-to-video', { needsStill: true });

describe('a request that is fitted to a model', () => {
  it('carries the words for a still, the size and a seed of the shot’s own', () => {
    const values = valuesFor(flux, shotRequest());
    expect(values).toMatchObject({
      prompt: 'a cat, sitting',
      negativePrompt: 'blurred',
      aspectRatio: '16:9',
      width: 640,
      height: 360,
      seed: 7,
    });
  });

  it('carries the wording that the model likes best, or the plain one', () => {
    expect(valuesFor(seedance, shotRequest())).toMatchObject({ prompt: 'a cat sits' });
    const worded = shotRequest({ prompt: { wordings: { luma: 'A cat, sitting, in a quiet room.' } } });
    expect(valuesFor(seedance, worded)).toMatchObject({ prompt: 'A cat, sitting, in a quiet room.' });
  });

  it('is never shorter than the shot', () => {
    expect(valuesFor(seedance, shotRequest({ durationSeconds: 3.2 }))).toMatchObject({ seconds: 4 });
    expect(valuesFor(seedance, shotRequest({ durationSeconds: 1 }))).toMatchObject({ seconds: 2 });
    const frames = valuesFor(wan, shotRequest({ durationSeconds: 3.2, still: 's.png' }));
    expect(frames).toMatchObject({ framesPerSecond: 24, frames: 81 });
    expect((frames.frames - 1) % 4).toBe(0);
  });

  it('has sides that the model can make', () => {
    const { width, height } = valuesFor(wan, shotRequest({ still: 's.png', parameters: { resolution: '1080p' } }));
    expect([width % 32, height % 32]).toEqual([0, 0]);
    expect(width * height).toBeLessThanOrEqual(901_120);
    expect(width / height).toBeCloseTo(16 / 9, 1);
  });

  it('has a seed of 31 bits', () => {
    expect(valuesFor(flux, shotRequest({ parameters: { seed: 2_147_483_647 } }))).toMatchObject({ seed: 1 });
  });

  it.each([
    ['a shape that it does not make', seedance, shotRequest({ parameters: { aspectRatio: '4:5' } }), 'makes no 4:5'],
    ['a film that is too long for it', seedance, shotRequest({ durationSeconds: 12.5 }), '12 s at most, not 13 s'],
    ['a prompt that is too long for it', flux, shotRequest({ prompt: { imagePrompt: 'x'.repeat(4_001) } }), '4000 characters'],
    ['moving a picture that is not there', wan, shotRequest(), 'there is none'],
  ])('is left to another model where it asks for %s', (_, card, request, reason) => {
    expect(() => valuesFor(card, request)).toThrow(
      expect.objectContaining({ errorClass: 'unavailable', message: expect.stringContaining(reason) as string }),
    );
  });

  it('is refused from the day on which the model is shut down', () => {
    const retired = { ...flux, shutsDownAt: '2026-10-02', replacement: 'flux-2' };
    expect(() => valuesFor(retired, shotRequest(), new Date('2026-10-01'))).not.toThrow();
    expect(() => valuesFor(retired, shotRequest(), new Date('2026-10-02'))).toThrow(
      expect.objectContaining({ errorClass: 'model_retired', message: expect.stringContaining('use flux-2') as string }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { type ModelCard, modelCards } from './model-card.js';
import { ChainExhausted, firstThatCan } from './provider-chain.js';
import { ProviderError } from './provider.error.js';

const embedded = modelCards.find(({ kind }) => kind === 'video')!;
const remote = (provider: string): { card: ModelCard } => ({ card: { ...embedded, provider, embedded: false } });
const chain = [{ card: embedded }, remote('veo'), remote('kling')];
const signal = new AbortController().signal;
const nameOf = ({ card }: { card: ModelCard }) => card.provider;

describe('a provider chain', () => {
  it('asks the embedded engine last and tells who stepped aside, and why', async () => {
    const answer = await firstThatCan(chain, undefined, signal, (provider) =>
      provider.card.embedded ? Promise.resolve('drawn') : Promise.reject(new ProviderError('unavailable', 'out of quota')),
    );
    expect(answer).toMatchObject({ result: 'drawn', tried: [{ provider: 'veo', message: 'out of quota' }, { provider: 'kling' }] });
  });

  it('asks the one that the caller chose first', async () => {
    const { provider } = await firstThatCan(chain, 'kling', signal, (asked) => Promise.resolve(nameOf(asked)));
    expect(nameOf(provider)).toBe('kling');
  });

  it('says so when the caller chose one that is not there', async () => {
    const { tried } = await firstThatCan(chain, 'sora', signal, () => Promise.resolve(1));
    expect(tried).toEqual([{ provider: 'sora', errorClass: 'unavailable', message: 'it is not configured here' }]);
  });

  it('gives every reason when nobody could', async () => {
    const failing = firstThatCan(chain, undefined, signal, (asked) => Promise.reject(new Error(`${nameOf(asked)} is down`)));
    await expect(failing).rejects.toThrow(ChainExhausted);
    await expect(failing).rejects.toThrow('veo is down; kling: kling is down; animatic: animatic is down');
  });

  it.each(['ambiguous_submit', 'content_blocked', 'invalid_input'] as const)('pays nobody else after %s', async (errorClass) => {
    const asked: string[] = [];
    const { provider, tried } = await firstThatCan(chain, undefined, signal, (candidate) => {
      asked.push(nameOf(candidate));
      return candidate.card.embedded ? Promise.resolve(1) : Promise.reject(new ProviderError(errorClass, 'no'));
    });
    expect(asked).toEqual(['veo', 'animatic']);
    expect(nameOf(provider)).toBe('animatic');
    expect(tried).toEqual([{ provider: 'veo', errorClass, message: 'no' }]);
  });

  it('does not go on to the next when the run was cancelled', async () => {
    const stop = new AbortController();
    let asked = 0;
    const running = firstThatCan(chain, undefined, stop.signal, () => {
      asked += 1;
      stop.abort(new Error('cancelled'));
      return Promise.reject(new Error('torn away'));
    });
    await expect(running).rejects.toThrow('cancelled');
    expect(asked).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from './provider.error.js';
import type { RemoteOperations } from './remote-operations.port.js';
import { RemoteProvider, type RemoteProviderParts } from './remote-provider.js';
import { remoteCard } from './shot-request.fixture.js';

const signal = new AbortController().signal;
/** A promise that the spec opens. */
function door() {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, resolve: () => open() };
}
const provider = (operations: Partial<RemoteOperations<string>>, parts: Partial<RemoteProviderParts<string>> = {}) =>
  new RemoteProvider<string>({
    card: remoteCard('comfyui/image-to-video', { concurrency: 2 }),
    operations: { honoursKey: false, ...operations } as RemoteOperations<string>,
    outputs: { fetchTo: () => Promise.reject(new Error('not asked for')) } as never,
    delaysMs: [0, 0],
    ...parts,
  });

describe('a remote provider', () => {
  it('has a look-up only where its operations have one', async () => {
    expect(provider({}).find).toBeUndefined();
    const found = provider({ find: (key) => Promise.resolve(`op of ${key}`) });
    expect(await found.find?.('k', signal)).toBe('op of k');
  });

  it('takes in no more at once than its card allows', async () => {
    const asked = provider({});
    const places = [door(), door(), door()];
    const begun: number[] = [];
    const calls = places.map(({ promise }, index) => asked.admit(() => (begun.push(index), promise.then(() => index)), signal));
    await vi.waitFor(() => expect(begun).toEqual([0, 1]));
    places[0]!.resolve();
    expect(await calls[0]).toBe(0);
    await vi.waitFor(() => expect(begun).toEqual([0, 1, 2]));
    places.forEach(({ resolve }) => resolve());
    expect(await Promise.all(calls)).toEqual([0, 1, 2]);
  });

  it('lets who is cancelled leave the queue at once, and keeps the place of who is at work until its work has ended', async () => {
    const asked = provider({}, { card: remoteCard('comfyui/image-to-video', { concurrency: 1 }) });
    const stop = new AbortController();
    const cleared = door();
    const working = asked.admit(() => cleared.promise, stop.signal);
    const waiting = asked.admit(() => Promise.reject(new Error('must not begin')), stop.signal);
    let next = false;
    const after = asked.admit(() => Promise.resolve((next = true)), signal);
    stop.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    expect(next).toBe(false);
    cleared.resolve();
    await Promise.all([working, after]);
    expect(next).toBe(true);
  });

  it('hands on what the work failed with', async () => {
    await expect(provider({}).admit(() => Promise.reject(new ProviderError('quota', 'spent')), signal)).rejects.toMatchObject({
      errorClass: 'quota',
    });
  });
});

describe('a provider in trouble', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());
  let asked = 0;
  let answer: () => Promise<{ operationId: string }>;
  const troubled = () =>
    provider({ submit: () => ((asked += 1), answer()), poll: () => Promise.resolve({ state: 'running', progress: 0 }) });
  const fails = async (model: RemoteProvider<string>, times: number) => {
    for (let time = 0; time < times; time += 1) await model.submit('r', 'k', signal).catch(() => undefined);
  };
  beforeEach(() => {
    asked = 0;
    answer = () => Promise.reject(new ProviderError('ambiguous_submit', 'no answer'));
  });

  it('is left alone after five failures in a row, says so, and is tried again later', async () => {
    const model = troubled();
    await fails(model, 5);
    await expect(model.submit('r', 'k', signal)).rejects.toMatchObject({
      errorClass: 'unavailable',
      message: expect.stringContaining('left alone') as string,
    });
    expect(asked).toBe(5);
    vi.setSystemTime(Date.now() + 31_000);
    answer = () => Promise.resolve({ operationId: 'op' });
    expect(await model.submit('r', 'k', signal)).toEqual({ operationId: 'op' });
  });

  it('is still asked for what it has already taken in', async () => {
    const model = troubled();
    await fails(model, 6);
    expect(await model.poll('op', signal)).toEqual({ state: 'running', progress: 0 });
  });

  it.each(['throttled', 'content_blocked', 'quota'] as const)('is not in trouble where it says %s', async (errorClass) => {
    answer = () => Promise.reject(new ProviderError(errorClass, 'no'));
    const model = troubled();
    await fails(model, 8);
    expect(asked).toBe(8);
  });
});

describe('an output', () => {
  const fetchTo = vi.fn();
  const collect = (outputs: { url: string }[]) => provider({}, { outputs: { fetchTo } as never }).collect(outputs, '/tmp/nowhere', signal);
  beforeEach(() => void fetchTo.mockReset());

  it('is fetched again while that may help', async () => {
    fetchTo
      .mockRejectedValueOnce(new ProviderError('transient', 'broke off'))
      .mockResolvedValueOnce({ path: 'p', contentType: 'video/mp4' });
    expect(await collect([{ url: 'http://a/1' }, { url: 'http://a/2' }])).toMatchObject({ path: 'p' });
    expect(fetchTo.mock.calls.map(([output]) => output as unknown)).toEqual([{ url: 'http://a/1' }, { url: 'http://a/1' }]);
  });

  it('is not fetched again where it is gone, nor for ever', async () => {
    fetchTo.mockRejectedValue(new ProviderError('unavailable', 'gone'));
    await expect(collect([{ url: 'http://a/1' }])).rejects.toMatchObject({ errorClass: 'unavailable' });
    expect(fetchTo).toHaveBeenCalledTimes(1);
    fetchTo.mockRejectedValue(new ProviderError('transient', 'broke off'));
    await expect(collect([{ url: 'http://a/1' }])).rejects.toMatchObject({ errorClass: 'transient' });
    expect(fetchTo).toHaveBeenCalledTimes(4);
  });
});

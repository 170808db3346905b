import { FakeProvider, modes } from '@polyreel/testing';
import { withFolder } from '@polyreel/service-kit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FilmRequest } from '../generation.port.js';
import { OutputFetcher } from '../http/output-fetcher.js';
import { ProviderHttp } from '../http/provider-http.js';
import { silentPort } from '../http/strange-server.fixture.js';
import type { RemoteModelCard } from '../model-card.js';
import type { OperationState } from '../remote-operations.port.js';
import { callKey, remoteCard, shotRequest } from '../shot-request.fixture.js';
import { ReplicateOperations } from './replicate.operations.js';

const IMAGE = remoteCard('replicate/black-forest-labs/flux-schnell');
const VIDEO = remoteCard('replicate/bytedance/seedance-1.5-pro');
const signal = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
let fake: FakeProvider;
beforeAll(async () => void (fake = await FakeProvider.inProcess()));
afterAll(() => fake.stop());
beforeEach(() => fake.behave());
afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));

function operations({
  card = IMAGE,
  token = 'r8_fake',
  baseUrl = `${fake.url}/v1`,
}: { card?: RemoteModelCard; token?: string; baseUrl?: string } = {}) {
  const http = new ProviderHttp({
    provider: 'replicate',
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    connectTimeoutMs: 500,
    answerTimeoutMs: 500,
  });
  open.push(http);
  return new ReplicateOperations(card, http);
}
const submit = (key: string, request: FilmRequest = shotRequest(), asked = operations()) => asked.submit(request, key, signal);
const ended = (operationId: string, asked = operations()): Promise<Exclude<OperationState, { state: 'running' }>> =>
  vi.waitFor(async () => {
    const now = await asked.poll(operationId, signal);
    if (now.state === 'running') throw new Error('it still runs');
    return now;
  });
const failure = async (key: string, request?: FilmRequest, asked?: ReplicateOperations) =>
  (await ended((await submit(key, request, asked)).operationId, asked)) as OperationState & { state: 'failed' };
const billed = (key: string) => fake.billableCalls(key).length;

describe('a still by Replicate', () => {
  it('is handed in, followed, priced and fetched', async () => {
    await fake.behave(modes.held());
    const key = callKey('image');
    const { operationId } = await submit(key);
    expect(await operations().poll(operationId, signal)).toEqual({ state: 'running', progress: 0 });
    await fake.release();
    const done = await ended(operationId);
    expect(done).toMatchObject({ state: 'succeeded', costUsd: 0.003 });
    const outputs = new OutputFetcher({
      provider: 'replicate',
      baseUrl: fake.url,
      hosts: ['replicate.delivery'],
      connectTimeoutMs: 500,
      answerTimeoutMs: 5_000,
    });
    open.push(outputs);
    await withFolder('spec', async (directory) => {
      const [output] = done.state === 'succeeded' ? done.outputs : [];
      expect(await outputs.fetchTo(output!, 'image', directory, signal)).toMatchObject({ contentType: 'image/png' });
    });
    expect(fake.operations().find((one) => one.key === key)).toMatchObject({ operationId, executions: 1, kind: 'image' });
  });

  it('may be made by a version of a model that has no address of its own', async () => {
    const key = callKey('image');
    const pinned = operations({ card: { ...IMAGE, model: 'someone/painter:abc123' } });
    expect(await ended((await submit(key, shotRequest(), pinned)).operationId)).toMatchObject({ state: 'succeeded' });
  });
});

describe('a take by Replicate', () => {
  it('begins with the still, lasts whole seconds and is paid by the second', async () => {
    await withFolder('spec', async (directory) => {
      const still = join(directory, 'still');
      await writeFile(
        still,
        Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
      );
      const asked = operations({ card: VIDEO });
      const key = callKey('video');
      const { operationId } = await submit(key, shotRequest({ still, durationSeconds: 2.4 }), asked);
      const done = await ended(operationId, asked);
      expect(done).toMatchObject({ state: 'succeeded', costUsd: expect.closeTo(3 * 0.052, 6) as number });
      expect(fake.ledger().some(({ on, event }) => on === 'upload' && event === 'answered')).toBe(true);
    });
  });

  it('may do without a still', async () => {
    const asked = operations({ card: VIDEO });
    expect(await ended((await submit(callKey('video'), shotRequest(), asked)).operationId, asked)).toMatchObject({ state: 'succeeded' });
  });

  it('stops by itself at its deadline, where nobody asks for it any more', async () => {
    await fake.behave(modes.held());
    const asked = operations({ card: { ...VIDEO, remote: { ...VIDEO.remote, deadlineSeconds: 1 } } });
    const { operationId } = await submit(callKey('video'), shotRequest(), asked);
    await fake.until((ledger) => ledger.some((entry) => entry.event === 'finished' && entry.operationId === operationId));
    expect(await ended(operationId, asked)).toMatchObject({
      state: 'failed',
      error: { errorClass: 'timeout' },
      costUsd: expect.closeTo(3 * 0.052, 6) as number,
    });
  });
});

describe('a submit to Replicate', () => {
  it.each([
    ['throttled', modes.throttled(2), 'throttled', 0],
    ['unpaid', modes.refused(402, { title: 'Insufficient credit', detail: 'You have insufficient credit', status: 402 }), 'quota', 0],
    ['retired', modes.refused(404), 'model_retired', 0],
    ['failing before it accepts', modes.failsBeforeAccepting(), 'ambiguous_submit', 0],
    ['failing after it accepted', modes.failsAfterAccepting(502), 'ambiguous_submit', 1],
    ['hanging', modes.hangs(), 'ambiguous_submit', 0],
    ['executing and not answering', modes.executesAndTimesOut(), 'ambiguous_submit', 1],
    ['answering too late', modes.answersLate(2_000), 'ambiguous_submit', 1],
    ['cut in the middle of its answer', modes.cutsHalf(), 'ambiguous_submit', 1],
    ['cut before anything', modes.breaksUnheard(), 'ambiguous_submit', 0],
  ] as const)('%s: %s', async (_, mode, errorClass, calls) => {
    await fake.behave(mode);
    const key = callKey('image');
    await expect(submit(key)).rejects.toMatchObject({ name: 'ProviderError', errorClass });
    expect(billed(key)).toBe(calls);
    expect(fake.ledger().filter((entry) => entry.event === 'received' && entry.key === key)).toHaveLength(1);
  });

  it('says how long it wants to be left alone', async () => {
    await fake.behave(modes.throttled(2));
    await expect(submit(callKey('image'))).rejects.toMatchObject({ retryAfterMs: 2_000 });
  });

  it('is refused without the right token, and with an input that is none', async () => {
    await expect(submit(callKey('image'), undefined, operations({ token: 'wrong' }))).rejects.toMatchObject({ errorClass: 'auth' });
    const empty = operations({ card: remoteCard(IMAGE.id, { input: { prompt: '' } }) });
    await expect(submit(callKey('image'), undefined, empty)).rejects.toMatchObject({
      errorClass: 'invalid_input',
      message: expect.stringContaining('prompt is required') as string,
    });
  });

  it('never left this machine where nobody listens', async () => {
    const away = operations({ baseUrl: await silentPort() });
    await expect(submit(callKey('image'), undefined, away)).rejects.toMatchObject({ errorClass: 'transient' });
  });
});

describe('an operation at Replicate', () => {
  it('says that its content was blocked, and that failing was billed', async () => {
    await fake.behave(modes.contentBlocked());
    expect(await failure(callKey('image'))).toMatchObject({ state: 'failed', error: { errorClass: 'content_blocked' }, costUsd: 0.003 });
  });

  it('says that it failed', async () => {
    await fake.behave(modes.failedOperation());
    expect(await failure(callKey('image'))).toMatchObject({
      state: 'failed',
      error: { message: 'the prediction failed: the model crashed' },
    });
  });

  it('says that it made nothing', async () => {
    await fake.behave(modes.withoutOutput());
    expect(await failure(callKey('image'))).toMatchObject({ state: 'failed', error: { errorClass: 'unavailable' }, costUsd: 0.003 });
  });

  it('is unknown to a provider that never had it', async () => {
    expect(await operations().poll('nobody', signal)).toMatchObject({ state: 'failed', error: { errorClass: 'unavailable' }, costUsd: 0 });
    await operations().cancel('nobody', signal);
  });

  it.each([
    ['billed where it ran', { held: true }, 0.003],
    ['not billed where it had not begun', { queueMs: 60_000 }, 0],
  ] as const)('that is cancelled is %s', async (_, fate, costUsd) => {
    await fake.behave({ fate });
    const { operationId } = await submit(callKey('image'));
    await operations().cancel(operationId, signal);
    expect(await ended(operationId)).toMatchObject({ state: 'failed', error: { errorClass: 'timeout' }, costUsd });
  });

  it('that does not obey its cancel is seen to its end', async () => {
    await fake.behave({ fate: { held: true, ignoresCancel: true } });
    const { operationId } = await submit(callKey('image'));
    await operations().cancel(operationId, signal);
    expect(await operations().poll(operationId, signal)).toMatchObject({ state: 'running' });
    await fake.release();
    expect(await ended(operationId)).toMatchObject({ state: 'succeeded', costUsd: 0.003 });
  });

  it.each([
    ['slow', modes.slowPolling(2_000)],
    ['failing', { on: 'poll', ...modes.failsBeforeAccepting() }],
    ['cut', { on: 'poll', ...modes.cutsHalf() }],
  ] as const)('is not thought dead where the question about it is %s', async (_, mode) => {
    const { operationId } = await submit(callKey('image'));
    await fake.behave({ ...mode, first: 1 });
    await expect(operations().poll(operationId, signal)).rejects.toMatchObject({ name: 'ProviderError', errorClass: 'transient' });
    expect(await ended(operationId)).toMatchObject({ state: 'succeeded' });
  });
});

import { FakeProvider, modes } from '@polyreel/testing';
import { withFolder } from '@polyreel/service-kit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FilmRequest } from '../generation.port.js';
import { OutputFetcher } from '../http/output-fetcher.js';
import { ProviderHttp } from '../http/provider-http.js';
import type { OperationState } from '../remote-operations.port.js';
import { callKey, remoteCard, shotRequest } from '../shot-request.fixture.js';
import { ComfyuiOperations, promptIdOf } from './comfyui.operations.js';
import { loadWorkflow } from './workflow.js';

const signal = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
let fake: FakeProvider;
beforeAll(async () => void (fake = await FakeProvider.inProcess()));
afterAll(() => fake.stop());
beforeEach(() => fake.behave());
afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));

function operations(kind: 'image' | 'video' = 'image') {
  const http = new ProviderHttp({ provider: 'comfyui', baseUrl: fake.url, connectTimeoutMs: 500, answerTimeoutMs: 500 });
  open.push(http);
  const workflow = loadWorkflow(kind === 'image' ? 'text-to-image' : 'image-to-video', undefined);
  const card = remoteCard(kind === 'image' ? 'comfyui/text-to-image' : 'comfyui/image-to-video', { needsStill: workflow.needsStill });
  return new ComfyuiOperations(card, workflow, http, fake.url);
}
const submit = (key: string, request: FilmRequest = shotRequest(), asked = operations()) => asked.submit(request, key, signal);
const ended = (operationId: string): Promise<Exclude<OperationState, { state: 'running' }>> =>
  vi.waitFor(async () => {
    const now = await operations().poll(operationId, signal);
    if (now.state === 'running') throw new Error('it still runs');
    return now;
  });
const executions = (key: string) => fake.billableCalls(key).length;
const servers = [
  ['a server with jobs', true],
  ['an older server', false],
] as const;

describe.each(servers)('ComfyUI, %s', (_, comfyuiJobs) => {
  beforeEach(() => fake.set({ comfyuiJobs }));

  it('draws a still of the asked size, for nothing', async () => {
    await fake.behave(modes.held());
    const key = callKey('image');
    const { operationId } = await submit(key);
    expect(operationId).toBe(promptIdOf(key));
    expect(await operations().poll(operationId, signal)).toEqual({ state: 'running', progress: 0 });
    await fake.release();
    const done = await ended(operationId);
    expect(done).toMatchObject({
      state: 'succeeded',
      costUsd: 0,
      outputs: [{ url: `${fake.url}/view?filename=take_${operationId}.png&subfolder=&type=output` }],
    });
  });

  it('moves a still', async () => {
    await withFolder('spec', async (directory) => {
      const still = join(directory, 'still');
      await writeFile(
        still,
        Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
      );
      const { operationId } = await submit(callKey('video'), shotRequest({ still, durationSeconds: 1 }), operations('video'));
      const done = await ended(operationId);
      const outputs = new OutputFetcher({
        provider: 'comfyui',
        baseUrl: fake.url,
        hosts: [],
        connectTimeoutMs: 500,
        answerTimeoutMs: 5_000,
      });
      open.push(outputs);
      const [output] = done.state === 'succeeded' ? done.outputs : [];
      expect(await outputs.fetchTo(output!, 'video', directory, signal)).toMatchObject({ contentType: 'video/mp4' });
    });
  });

  it.each([
    ['waiting', { queueMs: 60_000 }],
    ['running', { held: true }],
    ['done', {}],
  ])('finds what a lost submit began, while it is %s', async (_state, fate) => {
    const key = callKey('image');
    await fake.behave({ ...modes.executesAndTimesOut(), fate });
    await expect(submit(key)).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(await operations().find(key, signal)).toBe(promptIdOf(key));
    expect(fake.operations().filter((one) => one.key === key)).toHaveLength(1);
  });

  it('knows that it never had what it never had', async () => {
    const key = callKey('image');
    await fake.behave(modes.breaksUnheard());
    await expect(submit(key)).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(await operations().find(key, signal)).toBeUndefined();
    expect(await operations().poll(promptIdOf(key), signal)).toMatchObject({ state: 'failed', error: { errorClass: 'unavailable' } });
  });

  it.each([
    ['it runs', { held: true }, 1],
    ['it waits', { queueMs: 60_000 }, 0],
  ])('stops it while %s', async (_state, fate, runs) => {
    await fake.behave({ fate });
    const key = callKey('image');
    const { operationId } = await submit(key);
    await operations().cancel(operationId, signal);
    expect(await ended(operationId)).toMatchObject({ state: 'failed', error: { errorClass: 'unavailable' } });
    expect([executions(key), fake.operations().find((one) => one.key === key)?.cancels]).toEqual([runs, 1]);
    await operations().cancel(operationId, signal);
  });

  it.each([
    ['its memory is full', modes.failedOperation(), 'transient'],
    ['its content is blocked', modes.contentBlocked(), 'content_blocked'],
    ['it saved nothing', modes.withoutOutput(), 'unavailable'],
  ] as const)('says that %s', async (_state, mode, errorClass) => {
    await fake.behave(mode);
    expect(await ended((await submit(callKey('image'))).operationId)).toMatchObject({ state: 'failed', error: { errorClass } });
  });
});

describe('a submit to ComfyUI', () => {
  it.each([
    ['throttled by what stands before it', modes.throttled(2), 'throttled', 0],
    ['refused', modes.refused(400, { error: { type: 'invalid_prompt', message: 'no such node' }, node_errors: {} }), 'invalid_input', 0],
    ['locked', modes.refused(401), 'auth', 0],
    ['failing after it accepted', modes.failsAfterAccepting(), 'ambiguous_submit', 1],
    ['cut in the middle of its answer', modes.cutsHalf(), 'ambiguous_submit', 1],
    ['hanging', modes.hangs(), 'ambiguous_submit', 0],
  ] as const)('%s: %s', async (_, mode, errorClass, runs) => {
    await fake.behave(mode);
    const key = callKey('image');
    await expect(submit(key)).rejects.toMatchObject({ name: 'ProviderError', errorClass });
    expect(executions(key)).toBe(runs);
  });

  it('costs nothing where the still could not be uploaded', async () => {
    await fake.behave({ on: 'upload', ...modes.failsBeforeAccepting() });
    await withFolder('spec', async (directory) => {
      const still = join(directory, 'still');
      await writeFile(still, 'a still');
      const key = callKey('video');
      await expect(submit(key, shotRequest({ still }), operations('video'))).rejects.toMatchObject({ errorClass: 'transient' });
      expect(fake.ledger().some((entry) => entry.key === key)).toBe(false);
    });
  });

  it('makes the same id of the same key, and another of another', () => {
    expect(promptIdOf('a:image:0:1')).toBe(promptIdOf('a:image:0:1'));
    expect(promptIdOf('a:image:0:1')).not.toBe(promptIdOf('a:image:0:2'));
  });
});

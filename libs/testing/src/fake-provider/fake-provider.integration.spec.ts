import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeProvider } from './fake-provider.client.js';
import { modes } from './modes.js';
import { chances } from './rule.js';

let fake: FakeProvider;
beforeAll(async () => void (fake = await FakeProvider.ownProcess()));
afterAll(() => fake.stop());
beforeEach(() => fake.behave());

type Json = Record<string, unknown>;
const token = { authorization: 'Bearer r8_fake' };
const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = token) =>
  fetch(`${fake.url}${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
const json = async (answer: Response) => (await answer.json()) as Json;
const create = (key: string, input: Json = { prompt: 'a cat', aspect_ratio: '16:9', megapixels: '0.25' }) =>
  call('POST', '/v1/models/someone/painter/predictions', { input }, { ...token, 'idempotency-key': key });
const prediction = async (id: unknown) => json(await call('GET', `/v1/predictions/${String(id)}`));
const isDone = (id: unknown) => fake.until((ledger) => ledger.find(({ event, operationId }) => event === 'finished' && operationId === id));

const graph = (more: Json = {}) => ({
  '3': { class_type: 'KSampler', inputs: { seed: 1, steps: 4, latent_image: ['5', 0] } },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 640, height: 352, batch_size: 1 } },
  '9': { class_type: 'SaveImage', inputs: { images: ['3', 0], filename_prefix: 'take', ...more } },
});
const prompt = (id: string, nodes: Json = graph()) => call('POST', '/prompt', { prompt: nodes, prompt_id: id, client_id: 'spec' }, {});

describe('the fake provider as Replicate', () => {
  it('makes a real picture of the asked shape', async () => {
    const begun = await json(await create('a:image:0'));
    expect(begun).toMatchObject({ model: 'someone/painter', output: null, error: null });
    await isDone(begun['id']);
    const done = await prediction(begun['id']);
    expect(done).toMatchObject({
      status: 'succeeded',
      metrics: { predict_time: expect.any(Number) as number },
      completed_at: expect.any(String) as string,
    });
    const [url] = done['output'] as string[];
    const bytes = Buffer.from(await (await fetch(url!)).arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([688, 384]);
  });

  it('makes a real film where a length is asked for', async () => {
    const input = { prompt: 'a cat runs', duration: 2, aspect_ratio: '1:1', resolution: '480p' };
    const begun = await json(await create('a:video:0', input));
    await isDone(begun['id']);
    const url = (await prediction(begun['id']))['output'] as string;
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
  });

  it('lets nobody in without the token, and says what is wrong with an input', async () => {
    expect((await call('GET', '/v1/predictions/x', undefined, {})).status).toBe(401);
    const refused = await create('x', { aspect_ratio: '16:9' });
    expect(refused.status).toBe(422);
    expect(await json(refused)).toMatchObject({ detail: '- input: prompt is required\n', status: 422 });
    expect((await call('GET', '/v1/predictions/nobody')).status).toBe(404);
  });

  it('bills what was canceled while it ran, and not what was aborted before', async () => {
    await fake.behave({ ...modes.held(), key: 'runs' }, { key: 'waits', fate: { queueMs: 60_000 } });
    for (const [key, status, billed] of [
      ['runs', 'canceled', 1],
      ['waits', 'aborted', 0],
    ] as const) {
      const { id } = await json(await create(`${key}:image:0`));
      expect(await json(await call('POST', `/v1/predictions/${String(id)}/cancel`))).toMatchObject({ status });
      expect(fake.billableCalls(`${key}:`)).toHaveLength(billed);
    }
  });

  it('stops what is not done by the deadline that came with it', async () => {
    await fake.behave(modes.held());
    const answer = await call('POST', '/v1/models/a/b/predictions', { input: { prompt: 'x' } }, { ...token, 'cancel-after': '1s' });
    const { id } = await json(answer);
    await isDone(id);
    expect(await prediction(id)).toMatchObject({ status: 'canceled' });
  });

  it('runs the same key twice: it has no idempotency', async () => {
    const ids = [await json(await create('twice')), await json(await create('twice'))].map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(fake.billableCalls('twice')).toHaveLength(2);
  });

  it('calls back after a cancel that it did not obey, with a signature', async () => {
    const heard: { headers: Json; body: Json }[] = [];
    const hook = createServer((request, response) => {
      void buffer(request).then((body) => {
        heard.push({ headers: request.headers, body: JSON.parse(body.toString()) as Json });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(hook, 'listening');
    await fake.behave({ ...modes.lateAfterCancel(), fate: { held: true, ignoresCancel: true } });
    const webhook = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
    const { id } = await json(await call('POST', '/v1/predictions', { version: 'v', input: { prompt: 'x' }, webhook }));
    await call('POST', `/v1/predictions/${String(id)}/cancel`);
    await fake.release();
    await fake.until((ledger) => ledger.find(({ event, operationId }) => event === 'called_back' && operationId === id));
    expect(heard).toMatchObject([
      { headers: { 'webhook-signature': expect.stringMatching(/^v1,/) as string }, body: { id, status: 'succeeded' } },
    ]);
    hook.close();
  });
});

describe('the fake provider as ComfyUI', () => {
  it('shows a prompt in the queue, then in the history and the jobs, and serves its picture', async () => {
    await fake.behave(modes.held());
    const id = randomUUID();
    expect(await json(await prompt(id))).toMatchObject({ prompt_id: id, node_errors: {} });
    expect(await json(await call('GET', `/history/${id}`))).toEqual({});
    expect(await json(await call('GET', '/queue'))).toMatchObject({ queue_running: [[0, id, graph(), {}, []]], queue_pending: [] });
    expect(await json(await call('GET', `/api/jobs/${id}`))).toMatchObject({ status: 'in_progress' });
    await fake.release();
    const outputs = { '9': { images: [{ filename: `take_${id}.png`, subfolder: '', type: 'output' }] } };
    expect(await json(await call('GET', `/history/${id}`))).toMatchObject({
      [id]: { outputs, status: { status_str: 'success', completed: true } },
    });
    expect(await json(await call('GET', `/api/jobs/${id}`))).toMatchObject({ status: 'completed', outputs });
    const view = await call('GET', `/view?filename=take_${id}.png&subfolder=&type=output`);
    expect(Buffer.from(await view.arrayBuffer()).readUInt32BE(16)).toBe(640);
  });

  it('runs the same prompt id twice: it is a handle and no promise', async () => {
    const id = randomUUID();
    await prompt(id);
    await prompt(id);
    expect(fake.operations().find(({ operationId }) => operationId === id)).toMatchObject({ executions: 2 });
  });

  it.each([
    ['an id that is no UUID', () => prompt('mine')],
    ['a placeholder that nobody filled', () => prompt(randomUUID(), graph({ filename_prefix: '{{prompt}}' }))],
    ['a node that leads nowhere', () => prompt(randomUUID(), graph({ images: ['7', 0] }))],
    [
      'a picture that was not uploaded',
      () => prompt(randomUUID(), { ...graph(), '7': { class_type: 'LoadImage', inputs: { image: 'x.png' } } }),
    ],
  ])('refuses %s', async (_, ask) => {
    const refused = await ask();
    expect(refused.status).toBe(400);
    expect(await json(refused)).toMatchObject({ error: { message: expect.any(String) as string } });
  });

  it('has no jobs where it is an older one', async () => {
    await fake.set({ comfyuiJobs: false });
    const id = randomUUID();
    await prompt(id);
    expect((await call('GET', `/api/jobs/${id}`)).status).toBe(404);
    await fake.set({ comfyuiJobs: true });
    expect((await call('GET', `/api/jobs/${id}`)).status).toBe(200);
  });
});

describe('the fake provider in a bad mood', () => {
  const failure = (answer: Promise<Response>) =>
    answer
      .then((one) => one.text())
      .then(
        () => undefined,
        (error: Error) => error,
      );

  it('refuses the first of the matching calls and tells when to come back', async () => {
    await fake.behave({ ...modes.throttled(2), first: 1, key: 'busy' });
    expect((await create('other')).status).toBe(201);
    const refused = await create('busy');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect((await create('busy')).status).toBe(201);
    expect(fake.billableCalls('busy')).toHaveLength(1);
  });

  it('fails before it accepts, or after', async () => {
    await fake.behave({ ...modes.failsBeforeAccepting(), key: 'before' }, { ...modes.failsAfterAccepting(502), key: 'after' });
    expect((await create('before')).status).toBe(500);
    expect((await create('after')).status).toBe(502);
    expect([fake.billableCalls('before'), fake.billableCalls('after')].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('breaks off its answer in the middle, with the work done or not', async () => {
    await fake.behave({ ...modes.cutsHalf(), key: 'half' }, { ...modes.breaksUnheard(), key: 'unheard' });
    expect(await failure(create('half'))).toBeInstanceOf(Error);
    expect(await failure(create('unheard'))).toBeInstanceOf(Error);
    expect([fake.billableCalls('half'), fake.billableCalls('unheard')].map(({ length }) => length)).toEqual([1, 0]);
  });

  it('hangs, with the work done or not', async () => {
    await fake.behave({ ...modes.executesAndTimesOut(), key: 'done' }, { ...modes.hangs(), key: 'nothing' });
    for (const [key, billed] of [
      ['done', 1],
      ['nothing', 0],
    ] as const) {
      const leave = new AbortController();
      const asked = fetch(`${fake.url}/v1/models/a/b/predictions`, {
        method: 'POST',
        headers: { ...token, 'idempotency-key': key },
        body: '{"input":{"prompt":"x"}}',
        signal: leave.signal,
      });
      await fake.until((ledger) => ledger.some((entry) => entry.event === 'withheld' && entry.key === key));
      leave.abort();
      await expect(asked).rejects.toThrow();
      expect(fake.billableCalls(key)).toHaveLength(billed);
    }
  });

  it('kills its caller between accepting and answering', async () => {
    const caller = spawn(process.execPath, [
      '-e',
      `fetch(process.argv[1], { method: 'POST', headers: { authorization: 'Bearer r8_fake', 'idempotency-key': 'fatal' }, body: '{"input":{"prompt":"x"}}' }).then(() => process.exit(7)); process.stdin.resume();`,
      `${fake.url}/v1/models/a/b/predictions`,
    ]);
    const end = once(caller, 'exit');
    await fake.behave({ ...modes.diesAfterAccept(caller.pid!), key: 'fatal' });
    expect(await end).toEqual([null, 'SIGKILL']);
    expect(fake.billableCalls('fatal')).toHaveLength(1);
    expect(fake.ledger().find(({ event }) => event === 'killed')).toMatchObject({ key: 'fatal', detail: `SIGKILL to ${caller.pid}` });
  });

  it('hits the same calls for the same seed', () => {
    const drawn = (seed: number) => Array.from({ length: 1_000 }, chances(seed)).map((chance) => chance < 0.3);
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    const share = drawn(7).filter(Boolean).length / 1_000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });

  it.each([
    ['wrongOutput', 200, '<!doctype'],
    ['vanishedOutput', 404, 'not found'],
  ] as const)('leaves %s where the take should lie', async (mode, status, text) => {
    await fake.behave(modes[mode]());
    const { id } = await json(await create(mode));
    await isDone(id);
    const answer = await fetch(((await prediction(id))['output'] as string[])[0]!);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  });
});

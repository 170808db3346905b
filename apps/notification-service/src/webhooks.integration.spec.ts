import {
  BudgetReached,
  GenerationCancelled,
  GenerationCompleted,
  GenerationOptions,
  GenerationProgressed,
  GenerationRequested,
  NotificationSent,
  VoiceProcessingCancelled,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { WebhookDeliveryWithLog } from '@polyreel/http-api';
import { type Errand, Outbound, OutboundConfig } from '@polyreel/outbound';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { LogSweeper } from './log.sweeper.js';
import { NotificationConfig } from './notification.config.js';
import { NotificationModule } from './notification.module.js';
import { answering, outsideServer, type OutsideServer, type Taken } from './outside.scene.js';
import { notUnderstood, understood } from './told-voices.fixture.js';

const file = (key: string) => ({ bucket: 'generated-content' as const, key, contentType: 'video/mp4', bytes: 1, checksum: 'a'.repeat(64) });
const eve: Caller = { userId: 'eve', role: 'user', tier: 'free' };

/** Where the internet would be: names under receiver.test are the test's own server, anything else is where nobody may go. */
class TestOutbound extends Outbound {
  receiver = '';

  override send(errand: Errand) {
    return super.send({ ...errand, url: errand.url.replace('https://receiver.test', this.receiver) });
  }

  protected override async resolve(): Promise<LookupAddress[]> {
    return [{ address: '10.0.0.1', family: 4 }];
  }
}

describe('webhooks', () => {
  let database: TestDatabase;
  let service: TestedService;
  let receiver: OutsideServer;
  let rows: Database;
  let ada: Caller;
  beforeAll(async () => {
    [database, receiver] = await Promise.all([testDatabase(), outsideServer()]);
    const outboundConfig = { OUTBOUND_ALLOWED_HOSTS: [receiver.host], OUTBOUND_PORTS: [] } as OutboundConfig;
    const outbound = new TestOutbound(outboundConfig);
    outbound.receiver = receiver.url;
    service = await testService(NotificationModule, {
      database,
      override: (builder) =>
        builder
          .overrideProvider(OutboundConfig)
          .useValue(outboundConfig)
          .overrideProvider(Outbound)
          .useValue(outbound)
          .overrideProvider(NotificationConfig)
          .useValue({ PUBLIC_URL: 'https://polyreel.example' }),
    });
    rows = service.app.get(Database);
  });
  afterAll(async () => {
    await receiver?.close();
    await service?.stop();
    await database?.drop();
  });
  beforeEach(() => {
    ada = { userId: randomUUID(), role: 'user', tier: 'pro' };
  });
  afterEach(() => rows.query(`UPDATE notifications.deliveries SET state = 'cancelled', finished_at = now() WHERE state = 'waiting'`));

  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, caller: Caller = ada) => {
    const headers = await service.app.get(Identities).headersFor(caller);
    const reply = await service.app.inject({ method, url, headers, ...(body && { payload: body }) });
    const { data, error } = reply.json<{ data: Record<string, unknown>; error?: { code: string } }>();
    return { status: reply.statusCode, data, code: error?.code };
  };
  /** An endpoint at a path of its own. */
  const endpoint = async (path = `/${randomUUID()}`, events: string[] = ['generation.completed', 'generation.cancelled']) => {
    const { data } = await ask('POST', '/webhooks', { url: `${receiver.url}${path}`, events });
    const next = receiver.nextAt.bind(receiver, path);
    return { id: data['webhookId'] as string, secret: data['secret'] as string, path, next };
  };
  const completed = (generationId: string = randomUUID()) =>
    GenerationCompleted({
      generationId,
      userId: ada.userId,
      finalUrls: {
        video: file('film.mp4'),
        thumbnail: file('poster.jpg'),
        contactSheet: file('sheet.png'),
        images: [],
        captions: { vtt: file('c.vtt'), srt: file('c.srt') },
      },
      totalProcessingTimeMs: 1_000,
      qualityScores: {},
      degraded: false,
      degradedReasons: [],
      costUsd: 0,
    });
  const arrived = (path: string, count = 1): Promise<Taken[]> =>
    vi.waitFor(
      () => {
        expect(receiver.at(path).length).toBeGreaterThanOrEqual(count);
        return receiver.at(path);
      },
      { timeout: 20_000 },
    );
  const log = async (id: string) => (await ask('GET', `/webhooks/${id}/deliveries`)).data['deliveries'] as Record<string, unknown>[];
  const logged = (id: string, entry: object) =>
    vi.waitFor(async () => expect((await log(id))[0]).toMatchObject(entry), { timeout: 20_000 });
  /** The newest delivery of an endpoint, with its tries. */
  const deliveryOf = async (id: string) => {
    const [{ deliveryId } = {}] = await log(id);
    return (await ask('GET', `/webhooks/${id}/deliveries/${String(deliveryId)}`)).data as z.infer<typeof WebhookDeliveryWithLog>;
  };
  /** The clock of the database need not be waited for. */
  const timePasses = () => rows.query(`UPDATE notifications.deliveries SET due_at = now() WHERE user_id = $1`, [ada.userId]);
  const verified = (secret: string, { body, headers }: Taken) =>
    new Webhook(secret).verify(body.toString(), headers as Record<string, string>);

  it('tell an endpoint of a finished film, signed so that the standard library believes it', async () => {
    const { id, secret, path } = await endpoint();
    const generationId = randomUUID();
    await service.send(completed(generationId));
    const [taken] = await arrived(path);
    expect(verified(secret, taken!)).toMatchObject({
      type: 'generation.completed',
      version: 1,
      data: { generationId, status: 'completed', links: { generation: `https://polyreel.example/v1/generations/${generationId}` } },
    });
    expect(taken!.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Polyreel-Webhooks/1' });
    await logged(id, {
      event: 'generation.completed',
      status: 'delivered',
      attempts: 1,
      answerStatus: 204,
      messageId: taken!.headers['webhook-id'],
    });
    const told = service.broker.published.filter(({ type, userid }) => type === NotificationSent.type && userid === ada.userId);
    expect(told.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ notificationType: 'generation.completed', deliveryMethod: 'webhook', deliveryStatus: 'delivered' }),
    );
  });

  it('say only what an endpoint asked for', async () => {
    const { id, path } = await endpoint(undefined, ['generation.progressed', 'budget.reached']);
    await service.send(completed());
    const generationId = randomUUID();
    await service.send(GenerationProgressed({ generationId, userId: ada.userId, progress: 40, phase: 'filming', message: 'Filming.' }));
    await service.send(BudgetReached({ userId: ada.userId, percent: 80, spentCredits: 80, budgetCredits: 100, month: '2026-11' }));
    const types = (await arrived(path, 2)).map(({ body }) => (JSON.parse(body.toString()) as { type: string }).type);
    expect(types.sort()).toEqual(['budget.reached', 'generation.progressed']);
    expect(await log(id)).toHaveLength(2);
  });

  it('tell how a recording ended, in every way that it can, and keep what was said in it to themselves', async () => {
    const { id, secret, path } = await endpoint(undefined, ['voice.completed', 'voice.failed', 'voice.cancelled']);
    const words = understood(ada.userId);
    const { voiceId } = words.data;
    await service.send(words);
    await service.send(words);
    const [taken] = await arrived(path);
    expect(verified(secret, taken!)).toMatchObject({
      type: 'voice.completed',
      data: {
        voiceId,
        status: 'completed',
        language: 'en',
        confidence: 0.9,
        generationId: null,
        links: { voice: `https://polyreel.example/v1/voice/status/${voiceId}` },
      },
    });
    await service.send(notUnderstood(ada.userId));
    const cancelledAt = new Date().toISOString();
    await service.send(VoiceProcessingCancelled({ voiceId: randomUUID(), userId: ada.userId, cancelledAt }));
    await arrived(path, 3);
    expect((await log(id)).map(({ event }) => event).sort()).toEqual(['voice.cancelled', 'voice.completed', 'voice.failed']);
    const kept = await rows.query<{ row: string }>(`SELECT d::text AS row FROM notifications.deliveries d WHERE user_id = $1`, [
      ada.userId,
    ]);
    expect(kept.map(({ row }) => row).join()).not.toContain('whale');
  });

  it('call the address of a film that does not come, as its recording failed or was stopped, and not of one that does', async () => {
    const path = `/${randomUUID()}`;
    const options = GenerationOptions.parse({ webhookUrl: `https://receiver.test${path}`, metadata: { order: '7' } });
    const wanted = () => ({
      voiceId: randomUUID(),
      userId: ada.userId,
      generation: { generationId: randomUUID(), options, narrate: false },
    });
    const [failed, stopped] = [wanted(), wanted()];
    await service.send(VoiceProcessingCompleted({ ...understood(ada.userId).data, generation: wanted().generation }));
    await service.send(
      VoiceProcessingFailed({ ...failed, errorCode: 'voice_too_short', message: 'Say a sentence.', failedAt: new Date().toISOString() }),
    );
    await service.send(VoiceProcessingCancelled({ ...stopped, cancelledAt: new Date().toISOString() }));
    const calls = (await arrived(path, 2)).map(({ body }) => JSON.parse(body.toString()) as { type: string; data: object });
    expect(calls.sort((a, b) => a.type.localeCompare(b.type))).toMatchObject([
      {
        type: 'voice.cancelled',
        data: { voiceId: stopped.voiceId, generationId: stopped.generation.generationId, metadata: { order: '7' } },
      },
      {
        type: 'voice.failed',
        data: { voiceId: failed.voiceId, generationId: failed.generation.generationId, errorCode: 'voice_too_short' },
      },
    ]);
  });

  it('are told once of one cause, however often its event comes and under whatever id', async () => {
    const { id, path } = await endpoint();
    const end = completed();
    const envelope = await service.send(end);
    await service.send(end);
    await service.broker.publish([envelope]);
    await arrived(path);
    await service.send(GenerationCancelled({ generationId: randomUUID(), userId: ada.userId, cancelledAt: new Date().toISOString() }));
    await arrived(path, 2);
    expect(await log(id)).toHaveLength(2);
    expect(receiver.at(path)).toHaveLength(2);
  });

  it('are tried again under the same id after a failure, and the log says how it went', async () => {
    const { id, path, secret, next } = await endpoint();
    next(answering(500, {}, 'our\u0000 \u001b[31mfault'));
    await service.send(completed());
    await logged(id, { status: 'waiting', attempts: 1, answerStatus: 500, answerText: 'our [31mfault', error: 'answered 500' });
    expect(receiver.at(path)).toHaveLength(1);
    await timePasses();
    const [first, second] = await arrived(path, 2);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    verified(secret, second!);
    await logged(id, { status: 'delivered', attempts: 2 });
  });

  it('wait as long as the receiver asks for', async () => {
    const { id, path, next } = await endpoint();
    next(answering(429, { 'retry-after': '600' }));
    await service.send(completed());
    await arrived(path);
    await logged(id, { status: 'waiting' });
    const [entry] = await log(id);
    expect(Date.parse(entry!['nextAttemptAt'] as string) - Date.now()).toBeGreaterThan(500_000);
  });

  it('take a redirect for a failure and do not follow it', async () => {
    const { id, path, next } = await endpoint();
    next(answering(302, { location: '/inside' }));
    await service.send(completed());
    await arrived(path);
    await logged(id, { status: 'waiting', answerStatus: 302 });
    expect(receiver.at('/inside')).toEqual([]);
  });

  it('read no more than the beginning of an answer', async () => {
    const { id, next } = await endpoint();
    next(answering(200, {}, 'x'.repeat(5_000_000)));
    await service.send(completed());
    await logged(id, { status: 'delivered', answerText: 'x'.repeat(1_024) });
  });

  it('stop at 410: the endpoint is out of use and its owner is told', async () => {
    const { id, next } = await endpoint();
    next(answering(410));
    await service.send(completed());
    await logged(id, { status: 'failed', attempts: 1, answerStatus: 410 });
    expect((await ask('GET', `/webhooks/${id}`)).data).toMatchObject({ enabled: false, disabledReason: 'gone' });
    const { data } = await ask('GET', '/notifications');
    expect(data['notifications']).toMatchObject([{ kind: 'webhook_disabled' }, { kind: 'film_ready' }]);
    await service.send(completed());
    expect(await log(id)).toHaveLength(1);
    expect(await ask('POST', `/webhooks/${id}/test`)).toMatchObject({ status: 409, code: 'webhook_disabled' });
    expect((await ask('PATCH', `/webhooks/${id}`, { enabled: true })).data).toMatchObject({ enabled: true, disabledReason: null });
  });

  it('stop where nothing has reached the endpoint for days, and what waits for it is given up', async () => {
    const { id, next } = await endpoint();
    next(answering(500), answering(500));
    await service.send(completed());
    await logged(id, { status: 'waiting', attempts: 1 });
    await rows.query(`UPDATE notifications.webhooks SET failing_since = now() - interval '6 days' WHERE id = $1`, [id]);
    await service.send(completed());
    await vi.waitFor(async () => expect((await ask('GET', `/webhooks/${id}`)).data).toMatchObject({ disabledReason: 'failing' }), {
      timeout: 20_000,
    });
    expect((await log(id)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });

  it('are signed with both secrets for a day after a rotation, then with the new one only', async () => {
    const { id, secret, path } = await endpoint();
    const fresh = (await ask('POST', `/webhooks/${id}/rotate-secret`)).data['secret'] as string;
    expect(fresh).toMatch(/^whsec_/);
    await ask('POST', `/webhooks/${id}/test`);
    const [both] = await arrived(path);
    for (const one of [secret, fresh]) expect(verified(one, both!)).toMatchObject({ type: 'webhook.test' });
    await rows.query(`UPDATE notifications.webhooks SET previous_until = now() WHERE id = $1`, [id]);
    await ask('POST', `/webhooks/${id}/test`);
    const [, later] = await arrived(path, 2);
    verified(fresh, later!);
    expect(() => verified(secret, later!)).toThrow();
  });

  it('are sent again when their owner asks for it, under the same id', async () => {
    const { id, path } = await endpoint();
    await service.send(completed());
    await arrived(path);
    await logged(id, { status: 'delivered' });
    const [entry] = await log(id);
    expect((await ask('POST', `/webhooks/${id}/deliveries/${String(entry!['deliveryId'])}/redeliver`)).status).toBe(202);
    const [first, second] = await arrived(path, 2);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(await ask('POST', `/webhooks/${id}/deliveries/${randomUUID()}/redeliver`)).toMatchObject({ code: 'delivery_not_found' });
  });

  it('survive a sender that died between sending and recording: sent again under the same id, and the dead one is not believed', async () => {
    const { id, path, next } = await endpoint();
    next(() => undefined); // it has the message, and we never hear of it
    await service.send(completed());
    const [first] = await arrived(path);
    await timePasses(); // the lease lapses
    const [, second] = await arrived(path, 2);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    await logged(id, { status: 'delivered', attempts: 2 });
    expect((await deliveryOf(id)).log).toMatchObject([
      { number: 2, result: 'delivered' },
      { number: 1, result: 'unknown', durationMs: null },
    ]);
    first!.reply.writeHead(500).end();
    await vi.waitFor(async () =>
      expect((await deliveryOf(id)).log.at(-1)).toMatchObject({ number: 1, result: 'failed', answerStatus: 500 }),
    );
    await ask('POST', `/webhooks/${id}/test`);
    await arrived(path, 3);
    expect((await log(id)).at(-1)).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  it('to a receiver that never answers hold up no other, however many wait for it', async () => {
    const slow = await endpoint();
    const held = () => undefined;
    slow.next(...Array.from({ length: 4 }, () => held));
    for (let sent = 0; sent < 30; sent++) await service.send(completed());
    await arrived(slow.path, 4);
    ada = { ...ada, userId: randomUUID() };
    const quick = await endpoint();
    await service.send(completed());
    await logged(quick.id, { status: 'delivered' });
    expect(receiver.at(slow.path)).toHaveLength(4);
    for (const { reply } of receiver.at(slow.path)) reply.writeHead(204).end();
    await arrived(slow.path, 30);
  });

  it('show their log page by page', async () => {
    const { id } = await endpoint();
    for (let sent = 0; sent < 5; sent++) await ask('POST', `/webhooks/${id}/test`);
    const seen: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { data } = await ask('GET', `/webhooks/${id}/deliveries?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...(data['deliveries'] as { deliveryId: string }[]).map(({ deliveryId }) => deliveryId));
      cursor = data['nextCursor'] as string | null;
    }
    expect(new Set(seen).size).toBe(5);
    expect(await ask('GET', `/webhooks/${id}/deliveries?cursor=x`)).toMatchObject({ status: 400, code: 'cursor_invalid' });
  });

  it('have a log of every try: when, how long it took, and what came of it', async () => {
    const { id, next } = await endpoint();
    next(answering(500, {}, 'down \u001b[31mfor\r\nnow'), ({ reply }) => reply.destroy());
    await service.send(completed());
    await logged(id, { status: 'waiting', attempts: 1 });
    await timePasses();
    await logged(id, { status: 'waiting', attempts: 2 });
    await timePasses();
    await logged(id, { status: 'delivered', attempts: 3 });
    const tries = (await deliveryOf(id)).log;
    expect(tries).toMatchObject([
      { number: 3, result: 'delivered', answerStatus: 204, errorClass: null, error: null },
      { number: 2, result: 'failed', answerStatus: null, answerText: null, errorClass: 'connection' },
      { number: 1, result: 'failed', answerStatus: 500, answerText: 'down [31mfor now', errorClass: 'answer', error: 'answered 500' },
    ]);
    for (const { at, durationMs } of tries) {
      expect(Date.now() - Date.parse(at)).toBeLessThan(60_000);
      expect(durationMs).toBeGreaterThanOrEqual(0);
    }
  });

  it('have a log that counts on when they are sent again, keeps the last twenty tries and of each answer the beginning', async () => {
    const { id, next } = await endpoint();
    next(answering(500, {}, 'y'.repeat(100_000)));
    await service.send(completed());
    await logged(id, { status: 'waiting', attempts: 1 });
    const { deliveryId } = await deliveryOf(id);
    await rows.query(
      `INSERT INTO notifications.attempts (delivery_id, number, result) SELECT $1, number, 'failed' FROM generate_series(2, 24) AS number`,
      [deliveryId],
    );
    expect((await deliveryOf(id)).log.at(-1)).toMatchObject({ number: 1, answerText: 'y'.repeat(1_024) });
    await rows.query(`UPDATE notifications.deliveries SET fence = 24 WHERE id = $1`, [deliveryId]);
    expect((await ask('POST', `/webhooks/${id}/deliveries/${deliveryId}/redeliver`)).status).toBe(202);
    await logged(id, { status: 'delivered', attempts: 1 });
    const { log: tries } = await deliveryOf(id);
    expect(tries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, back) => 25 - back));
    expect(tries[0]).toMatchObject({ result: 'delivered' });
  });

  it('have no log any more once they are swept, or removed with their endpoint', async () => {
    const { id } = await endpoint();
    await service.send(completed());
    await logged(id, { status: 'delivered' });
    const { deliveryId } = await deliveryOf(id);
    await rows.query(`UPDATE notifications.deliveries SET finished_at = now() - interval '31 days' WHERE id = $1`, [deliveryId]);
    await service.app.get(LogSweeper).sweep();
    expect(await rows.query(`SELECT 1 FROM notifications.attempts WHERE delivery_id = $1`, [deliveryId])).toEqual([]);
    expect(await ask('GET', `/webhooks/${id}/deliveries/${deliveryId}`)).toMatchObject({ status: 404, code: 'delivery_not_found' });
    await service.send(completed());
    await logged(id, { status: 'delivered' });
    const later = await deliveryOf(id);
    await ask('DELETE', `/webhooks/${id}`);
    expect(await rows.query(`SELECT 1 FROM notifications.attempts WHERE delivery_id = $1`, [later.deliveryId])).toEqual([]);
  });

  it('of the single generation go to its webhookUrl, signed with a secret that can be read and rotated', async () => {
    const path = `/${randomUUID()}`;
    const generationId = randomUUID();
    const options = GenerationOptions.parse({ webhookUrl: `https://receiver.test${path}`, metadata: { order: '7' } });
    await service.send(GenerationRequested({ generationId, userId: ada.userId, tier: 'free', inputText: 'A whale.', options }));
    await vi.waitFor(async () =>
      expect(await rows.query(`SELECT 1 FROM notifications.runs WHERE generation_id = $1`, [generationId])).toHaveLength(1),
    );
    await service.send(completed(generationId));
    const [taken] = await arrived(path);
    const secret = (await ask('GET', '/webhooks/signing-secret')).data['secret'] as string;
    expect(verified(secret, taken!)).toMatchObject({ type: 'generation.completed', data: { generationId, metadata: { order: '7' } } });
    const rotated = (await ask('POST', '/webhooks/signing-secret/rotate')).data;
    expect(rotated['secret']).not.toBe(secret);
    expect(rotated['previousValidUntil']).toBeTruthy();
    expect((await ask('GET', '/webhooks/signing-secret')).data['secret']).toBe(rotated['secret']);
  });

  it('of the single generation go out also where its end is heard before its beginning', async () => {
    const path = `/${randomUUID()}`;
    const generationId = randomUUID();
    await service.send(completed(generationId));
    await vi.waitFor(async () =>
      expect(await rows.query(`SELECT 1 FROM notifications.runs WHERE generation_id = $1`, [generationId])).toHaveLength(1),
    );
    const options = GenerationOptions.parse({ webhookUrl: `https://receiver.test${path}` });
    await service.send(GenerationRequested({ generationId, userId: ada.userId, tier: 'free', inputText: 'A whale.', options }));
    expect(await arrived(path)).toHaveLength(1);
  });

  it('never go to a name that resolves to a private address, and say so', async () => {
    const { data } = await ask('POST', '/webhooks', { url: 'https://rebound.example.com/', events: ['generation.completed'] });
    await service.send(completed());
    await logged(data['webhookId'] as string, {
      status: 'waiting',
      answerStatus: null,
      error: expect.stringContaining('url_refused') as string,
    });
    expect((await deliveryOf(data['webhookId'] as string)).log).toMatchObject([{ result: 'failed', errorClass: 'address_refused' }]);
  });

  it.each([
    'http://example.com/',
    'https://localhost/',
    'https://169.254.169.254/latest',
    'https://2130706433/',
    'https://a:b@example.com/',
    'https://example.com:22/',
    'nonsense',
  ])('are not taken for %s', async (url) => {
    expect(await ask('POST', '/webhooks', { url, events: ['generation.completed'] })).toMatchObject({ status: 400, code: 'url_refused' });
    const { id } = await endpoint();
    expect(await ask('PATCH', `/webhooks/${id}`, { url })).toMatchObject({ status: 400, code: 'url_refused' });
  });

  it('are not taken with fields or events that do not exist, nor beyond twenty', async () => {
    const good = { url: `${receiver.url}/x`, events: ['generation.completed'] };
    for (const bad of [
      { ...good, userId: 'eve' },
      { ...good, secret: 'whsec_x' },
      { ...good, events: ['all'] },
      { ...good, events: [] },
    ])
      expect((await ask('POST', '/webhooks', bad)).status).toBe(400);
    for (let made = 0; made < 20; made++) expect((await ask('POST', '/webhooks', good)).status).toBe(201);
    expect(await ask('POST', '/webhooks', good)).toMatchObject({ status: 409, code: 'webhooks_too_many' });
  });

  it('of somebody else do not exist', async () => {
    const { id, path } = await endpoint();
    await service.send(completed());
    await arrived(path);
    await logged(id, { status: 'delivered' });
    const [entry] = await log(id);
    const doors = [
      ['GET', ''],
      ['PATCH', '', { enabled: false }],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/rotate-secret'],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${String(entry!['deliveryId'])}`],
      ['POST', `/deliveries/${String(entry!['deliveryId'])}/redeliver`],
    ] as const;
    for (const [method, door, body] of doors)
      expect(await ask(method, `/webhooks/${id}${door}`, body, eve), `${method} ${door}`).toMatchObject({
        status: 404,
        code: 'webhook_not_found',
      });
    expect((await ask('GET', '/webhooks', undefined, eve)).data['webhooks']).toEqual([]);
    const { data: hers } = await ask('POST', '/webhooks', { url: `${receiver.url}/eve`, events: ['generation.completed'] }, eve);
    expect(
      await ask('POST', `/webhooks/${String(hers['webhookId'])}/deliveries/${String(entry!['deliveryId'])}/redeliver`, undefined, eve),
    ).toMatchObject({ status: 404, code: 'delivery_not_found' });
    expect((await ask('GET', `/webhooks/${id}`)).data).toMatchObject({ enabled: true });
    expect((await ask('DELETE', `/webhooks/${id}`)).status).toBe(200);
  });

  it('are told to the export of their owner’s account, with every delivery and without a secret', async () => {
    const { id, secret } = await endpoint();
    await ask('POST', `/webhooks/${id}/test`);
    await ask('PUT' as 'POST', '/notifications/preferences', { preferences: [{ kind: 'film_ready', email: false }] });
    const asking: Caller = { ...ada, by: 'user-service' };
    const kept = async (list: string, caller = asking) => ask('GET', `/kept/${list}`, undefined, caller);
    expect((await kept('webhooks')).data).toMatchObject({ items: [{ id, events: ['generation.completed', 'generation.cancelled'] }] });
    const delivered = async () => ((await kept('deliveries')).data['items'] as { status: string }[])[0]?.status;
    await expect.poll(delivered).toBe('delivered');
    expect((await kept('deliveries')).data).toMatchObject({
      items: [{ method: 'webhook', webhookId: id, attempts: 1, answerStatus: 204, tries: [{ result: 'delivered', status: 204 }] }],
      nextCursor: null,
    });
    const preferences = (await kept('notification-preferences')).data['items'];
    expect(preferences).toContainEqual({ kind: 'film_ready', email: false, push: true });
    expect((await kept('notifications')).data).toEqual({ items: [], nextCursor: null });
    expect((await kept('push-subscriptions')).data).toEqual({ items: [], nextCursor: null });
    for (const list of ['webhooks', 'deliveries']) {
      expect(JSON.stringify(await kept(list))).not.toContain(secret);
      expect(await kept(list, ada)).toMatchObject({ status: 403, code: 'forbidden' });
      expect((await kept(list, { ...asking, userId: randomUUID() })).data).toEqual({ items: [], nextCursor: null });
    }
    for (const list of ['signing_secrets', 'constructor', '..%2Fwebhooks']) expect((await kept(list)).status).toBe(404);
  });
});

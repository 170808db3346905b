import { OperatorConfig, Revocations } from '@polyreel/access';
import { CacheConfig } from '@polyreel/cache';
import { GenerationFailed, GenerationProgressed, JobProgressed, NotificationSent } from '@polyreel/contracts';
import { InMemoryTransport } from '@polyreel/messaging';
import { Discovery, Identities } from '@polyreel/service-kit';
import { testService, type TestedService } from '@polyreel/testing';
import { generateKeyPair } from 'jose';
import { randomUUID } from 'node:crypto';
import { connect as tcp } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveConfig } from './live.limits.js';
import { neighbours, type NeighboursFixture } from './neighbours.fixture.js';
import { RealTimeModule } from './real-time.module.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const OPERATOR_KEY = 'the operator’s key for specs. As long as it must be.';
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

interface Told {
  event: string;
  said: Record<string, unknown>;
}
interface Client {
  socket: Socket;
  told: Told[];
  ask(event: string, said?: unknown): Promise<{ status?: string; error?: { code: string } }>;
}
interface Instance extends TestedService {
  port: number;
}

describe('live updates over Socket.IO', () => {
  const ada = randomUUID();
  const bob = randomUUID();
  const clients: Client[] = [];
  const instances: Instance[] = [];
  let around: NeighboursFixture;
  let broker: InMemoryTransport;
  beforeAll(async () => {
    around = await neighbours();
  });
  afterAll(() => around.close());
  beforeEach(() => {
    broker = new InMemoryTransport({ unroutable: 'keep' });
  });
  afterEach(async () => {
    for (const { socket } of clients.splice(0)) socket.disconnect();
    await Promise.all(instances.splice(0).map((instance) => instance.stop()));
  });

  const start = async (limits: Partial<LiveConfig> = {}): Promise<Instance> => {
    const tested = await testService(RealTimeModule, {
      broker,
      override: (builder) =>
        builder
          .overrideProvider(Discovery)
          .useValue(around.discovery)
          .overrideProvider(CacheConfig)
          .useValue({ REDIS_URL })
          .overrideProvider(OperatorConfig)
          .useValue({ API_KEY: OPERATOR_KEY, HOST: '127.0.0.1', ALLOW_REMOTE: false })
          .overrideProvider(LiveConfig)
          .useValue({ SOCKETS_PER_PERSON: 20, RUNS_PER_SOCKET: 50, SOCKET_MESSAGES_PER_SECOND: 20, STALL_SECONDS: 10, ...limits }),
    });
    await tested.app.listen(0, '127.0.0.1');
    const instance = { ...tested, port: Number(new URL(await tested.app.getUrl()).port) };
    instances.push(instance);
    return instance;
  };
  const client = async ({ port }: Instance, token: unknown, transports = ['websocket']): Promise<Client> => {
    const socket = io(`http://127.0.0.1:${port}`, { auth: { token }, transports, reconnectionDelay: 10, forceNew: true });
    const told: Told[] = [];
    socket.onAny((event: string, said: Told['said']) => told.push({ event, said }));
    const ask = (event: string, said?: unknown) => socket.timeout(10_000).emitWithAck(event, said) as ReturnType<Client['ask']>;
    clients.push({ socket, told, ask });
    return { socket, told, ask };
  };
  const connected = async (instance: Instance, token: unknown, transports?: string[]) => {
    const one = await client(instance, token, transports);
    await soon(() => expect(one.told[0]).toMatchObject({ event: 'connected' }));
    return one;
  };
  const refused = async (instance: Instance, token: unknown): Promise<{ code: string }> => {
    const { socket } = await client(instance, token);
    return new Promise((resolve) => socket.once('connect_error', (error) => resolve((error as { data?: never }).data!)));
  };
  const progress = (generationId: string, percent: number, message = 'on its way') =>
    instances[0]!.send(GenerationProgressed({ generationId, userId: ada, progress: percent, phase: 'drawing', message }));
  const updates = ({ told }: Client) => told.filter(({ event }) => event === 'generation_update').map(({ said }) => said['progress']);

  describe('at the door', () => {
    it('lets a person in by their access token, over WebSocket and over long polling', async () => {
      const instance = await start();
      for (const transports of [['websocket'], ['polling']]) {
        const { told } = await connected(instance, await around.tokenOf(ada), transports);
        expect(told[0]!.said).toMatchObject({ userId: ada, expiresAt: expect.stringMatching(/^\d{4}-/) as string });
      }
    });

    it('refuses who shows nothing, a forged, an expired and a foreign thing', async () => {
      const instance = await start();
      const { privateKey } = await generateKeyPair('EdDSA');
      const none = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: ada }))}.`;
      const shown = [
        undefined,
        7,
        { $ne: null },
        'x',
        none,
        await around.tokenOf(ada, { key: privateKey }),
        await around.tokenOf(ada, { lives: -60 }),
      ];
      for (const token of shown) expect(await refused(instance, token)).toMatchObject({ code: 'unauthenticated', statusCode: 401 });
    });

    it('has room for so many connections of one person and no more, and again when one goes', async () => {
      const instance = await start({ SOCKETS_PER_PERSON: 2 });
      const token = await around.tokenOf(ada);
      const { socket } = await connected(instance, token);
      await connected(instance, token);
      expect(await refused(instance, token)).toMatchObject({ code: 'too_many_connections' });
      await connected(instance, await around.tokenOf(bob));
      socket.disconnect();
      const entered = async () => {
        const { socket: next } = await client(instance, token);
        return new Promise((resolve) => next.once('connect', () => resolve(true)).once('connect_error', () => resolve(false)));
      };
      await soon(async () => expect(await entered()).toBe(true));
    });

    it('ends a connection whose session was ended, and one whose token ran out', async () => {
      const instance = await start();
      const sid = randomUUID();
      const brief = await connected(instance, await around.tokenOf(ada, { lives: 2 }));
      await soon(() => expect(brief.told.map(({ event }) => event)).toContain('token_expiring'));
      await soon(() => expect(brief.told.at(-1)).toMatchObject({ event: 'closing', said: { code: 'token_expired' } }));
      await instance.app.get(Revocations).end('session', sid, new Date());
      expect(await refused(instance, await around.tokenOf(ada, { sid }))).toMatchObject({ code: 'unauthenticated' });
    });

    it('goes on with the next token of the same person, and takes nobody else’s', async () => {
      const instance = await start();
      const one = await connected(instance, await around.tokenOf(ada, { lives: 2 }));
      expect(await one.ask('renew_token', { token: await around.tokenOf(bob) })).toMatchObject({ error: { code: 'forbidden' } });
      expect(await one.ask('renew_token', { token: 'x' })).toMatchObject({ error: { code: 'unauthenticated' } });
      const later = new Date(Date.now() + 600_000);
      expect(await one.ask('renew_token', { token: await around.tokenOf(ada, { lives: later }) })).toMatchObject({ status: 'success' });
      const other = await connected(instance, await around.tokenOf(ada, { lives: 2 }));
      await soon(() => expect(other.socket.connected).toBe(false));
      expect(one.socket.connected).toBe(true);
    });
  });

  describe('by a key', () => {
    it('lets the operator in, who watches and stops any run, as over HTTP', async () => {
      const instance = await start();
      const one = await connected(instance, OPERATOR_KEY);
      expect(one.told[0]!.said).toEqual({ connectionId: expect.any(String) as string, userId: 'local' });
      const id = around.runOf(ada);
      expect(await one.ask('subscribe_generation', { generationId: id })).toMatchObject({ status: 'success' });
      await progress(id, 10);
      await soon(() => expect(updates(one)).toEqual([10]));
      expect(await one.ask('cancel_generation', { generationId: id })).toMatchObject({ status: 'success' });
      expect(await refused(instance, `${OPERATOR_KEY}x`)).toMatchObject({ code: 'unauthenticated' });
    });

    it('lets a program watch and stop where its scopes say so, and nothing else', async () => {
      const instance = await start();
      const id = around.runOf(ada);
      const reader = await connected(instance, around.keyOf(ada, ['generations:read']));
      const stranger = await connected(instance, around.keyOf(bob, ['generations:read', 'generations:write']));
      const neither = await connected(instance, around.keyOf(ada, ['account:read', 'media:read', 'webhooks:write']));
      const subscribe = (one: Client) => one.ask('subscribe_generation', { generationId: id });
      expect(await subscribe(reader)).toMatchObject({ status: 'success' });
      expect(await subscribe(neither)).toMatchObject({ error: { code: 'scope_missing' } });
      expect(await subscribe(stranger)).toMatchObject({ error: { code: 'generation_not_found' } });
      for (const one of [reader, neither])
        expect(await one.ask('cancel_generation', { generationId: id })).toMatchObject({ error: { code: 'scope_missing' } });
      await progress(id, 10);
      await soon(() => expect(updates(reader)).toEqual([10]));
      for (const one of [neither, stranger]) expect(updates(one)).toEqual([]);
      expect(around.cancelled).not.toContain(id);
      expect(await refused(instance, `pr_${'x'.repeat(30)}`)).toMatchObject({ code: 'unauthenticated' });
    });

    it('tells a program what was sent to its owner only where it may read their account', async () => {
      const instance = await start();
      const hearing = await connected(instance, around.keyOf(ada, ['account:read']));
      const watching = await connected(instance, around.keyOf(ada, ['generations:read']));
      await soon(async () => {
        await instance.send(
          NotificationSent({ userId: ada, notificationType: 'film_ready', deliveryMethod: 'email', deliveryStatus: 'delivered' }),
        );
        expect(hearing.told.map(({ event }) => event)).toContain('notification');
      });
      expect(watching.told.map(({ event }) => event)).not.toContain('notification');
    });

    it('closes what it may not see where a connection goes on with less than it began with', async () => {
      const instance = await start();
      const id = around.runOf(ada);
      const one = await connected(instance, await around.tokenOf(ada));
      const other = await connected(instance, await around.tokenOf(ada));
      for (const each of [one, other]) await each.ask('subscribe_generation', { generationId: id });
      expect(await one.ask('renew_token', { token: around.keyOf(ada, ['media:read']) })).toMatchObject({ status: 'success' });
      await progress(id, 10);
      await soon(() => expect(updates(other)).toEqual([10]));
      expect(updates(one)).toEqual([]);
    });
  });

  describe('in a room', () => {
    it('tells the owner what happens to a run, in order and each once, and its end', async () => {
      const instance = await start();
      const id = around.runOf(ada);
      const one = await connected(instance, await around.tokenOf(ada));
      expect(await one.ask('subscribe_generation', { generationId: id })).toMatchObject({ status: 'success', generationId: id });
      await progress(id, 10);
      await soon(() => expect(updates(one)).toEqual([10]));
      await instance.send(
        JobProgressed({ generationId: id, jobId: randomUUID(), job: 'video', state: 'started', progress: 0, attempt: 1 }),
      );
      await soon(() => expect(one.told.map(({ event }) => event)).toContain('job:started'));
      await progress(id, 20);
      await soon(() => expect(updates(one)).toEqual([10, 20]));
    });

    it('opens to the owner and to an admin, and to a stranger as if it were not there', async () => {
      const instance = await start();
      const id = around.runOf(ada);
      const stranger = await connected(instance, await around.tokenOf(bob));
      const admin = await connected(instance, await around.tokenOf(randomUUID(), { role: 'admin' }));
      expect(await stranger.ask('subscribe_generation', { generationId: id })).toMatchObject({ error: { code: 'generation_not_found' } });
      expect(await stranger.ask('cancel_generation', { generationId: id })).toMatchObject({ error: { code: 'generation_not_found' } });
      expect(await stranger.ask('subscribe_generation', { generationId: randomUUID() })).toMatchObject({
        error: { code: 'generation_not_found' },
      });
      expect(await admin.ask('subscribe_generation', { generationId: id })).toMatchObject({ status: 'success' });
      await progress(id, 30);
      await soon(() => expect(updates(admin)).toEqual([30]));
      expect(updates(stranger)).toEqual([]);
      expect(around.cancelled).not.toContain(id);
    });

    it('is left on request, and a run is stopped on request', async () => {
      const instance = await start();
      const [left, kept] = [around.runOf(ada), around.runOf(ada)];
      const one = await connected(instance, await around.tokenOf(ada));
      for (const generationId of [left, kept]) await one.ask('subscribe_generation', { generationId });
      expect(await one.ask('unsubscribe_generation', { generationId: left })).toMatchObject({ status: 'success' });
      await progress(left, 10);
      await progress(kept, 20);
      await soon(() => expect(updates(one)).toEqual([20]));
      expect(await one.ask('cancel_generation', { generationId: kept })).toMatchObject({ status: 'success' });
      expect(around.cancelled).toContain(kept);
    });

    it('tells a run that ended long ago, whose feed is forgotten, by how it stands', async () => {
      const instance = await start();
      const one = await connected(instance, await around.tokenOf(ada));
      const id = around.runOf(ada, 'completed');
      await one.ask('subscribe_generation', { generationId: id });
      await soon(() =>
        expect(one.told.at(-1)).toMatchObject({ event: 'generation_update', said: { generationId: id, status: 'completed' } }),
      );
    });

    it('refuses what does not fit with a stable code, and goes on', async () => {
      const instance = await start({ RUNS_PER_SOCKET: 1 });
      const one = await connected(instance, await around.tokenOf(ada));
      const id = around.runOf(ada);
      for (const [said, code] of [
        [undefined, 'request_invalid'],
        [null, 'request_invalid'],
        [{ generationId: "' OR 1=1" }, 'generation_id_invalid'],
        [{ generationId: id, lastEventId: '0-0 + -' }, 'last_event_id_invalid'],
        [{ generationId: id, admin: true }, 'request_invalid'],
      ] as const)
        expect(await one.ask('subscribe_generation', said)).toMatchObject({ error: { code } });
      expect(await one.ask('grant_admin', {})).toMatchObject({ error: { code: 'event_unknown' } });
      expect(await one.ask('subscribe_generation', { generationId: id })).toMatchObject({ status: 'success' });
      expect(await one.ask('subscribe_generation', { generationId: around.runOf(ada) })).toMatchObject({
        error: { code: 'too_many_subscriptions' },
      });
      one.socket.emit('subscribe_generation', { generationId: 'nothing\nlevel=error' });
      await soon(() => expect(one.told.at(-1)).toMatchObject({ event: 'refused', said: { error: { code: 'generation_id_invalid' } } }));
    });

    it('slows down who speaks too fast, and ends who floods or says too much at once', async () => {
      const instance = await start({ SOCKET_MESSAGES_PER_SECOND: 1 });
      const fast = await connected(instance, await around.tokenOf(ada));
      const answers = await Promise.all([1, 2, 3, 4].map(() => fast.ask('unsubscribe_generation', { generationId: randomUUID() })));
      expect(answers.filter(({ error }) => error?.code === 'too_many_messages')).not.toEqual([]);
      fast.socket.io.reconnection(false);
      for (let said = 0; said < 300; said++) fast.socket.emit('hello');
      await soon(() => expect(fast.socket.connected).toBe(false));
      expect(fast.told.at(-1)).toMatchObject({ event: 'closing', said: { code: 'too_many_messages' } });
      const loud = await connected(instance, await around.tokenOf(bob));
      loud.socket.io.reconnection(false);
      loud.socket.emit('subscribe_generation', { generationId: 'x'.repeat(20_000) });
      await soon(() => expect(loud.socket.connected).toBe(false));
    });
  });

  describe('over several instances', () => {
    it('goes on elsewhere with nothing missed and nothing told twice', async () => {
      const [first, second] = [await start(), await start()];
      const id = around.runOf(ada);
      const before = await connected(first, await around.tokenOf(ada));
      await before.ask('subscribe_generation', { generationId: id });
      await progress(id, 10);
      await progress(id, 20);
      await soon(() => expect(updates(before)).toEqual([10, 20]));
      const lastEventId = before.told.at(-1)!.said['eventId'];
      before.socket.disconnect();
      await progress(id, 30);
      await progress(id, 40);
      const after = await connected(second, await around.tokenOf(ada));
      await after.ask('subscribe_generation', { generationId: id, lastEventId });
      await progress(id, 50);
      await soon(() => expect(updates(after)).toEqual([30, 40, 50]));
    });

    it('tells a person on every instance what was sent to them, and nobody else', async () => {
      const [first, second] = [await start(), await start()];
      const hers = [await connected(first, await around.tokenOf(ada)), await connected(second, await around.tokenOf(ada))];
      const his = await connected(second, await around.tokenOf(bob));
      // The adapters of two instances find one another within their first heartbeat.
      await soon(async () => {
        await first.send(
          NotificationSent({ userId: ada, notificationType: 'generation_completed', deliveryMethod: 'email', deliveryStatus: 'delivered' }),
        );
        for (const { told } of hers) expect(told.map(({ event }) => event)).toContain('notification');
      });
      expect(hers[1]!.told.at(-1)!.said).toMatchObject({ notificationType: 'generation_completed', deliveryMethod: 'email' });
      expect(his.told.map(({ event }) => event)).not.toContain('notification');
    });

    it('asks everybody to come back before it stops, and they do', async () => {
      const first = await start();
      const one = await connected(first, await around.tokenOf(ada));
      await first.stop();
      await soon(() => expect(one.told.at(-1)).toMatchObject({ event: 'closing', said: { code: 'service_stops' } }));
      // "io server disconnect" would end a client's own attempts.
      await soon(() => expect(one.socket.active).toBe(true));
    });
  });

  it('drops a client that stops reading, without harm to others', async () => {
    const instance = await start({ STALL_SECONDS: 1 });
    const id = around.runOf(ada);
    const good = await connected(instance, await around.tokenOf(ada));
    await good.ask('subscribe_generation', { generationId: id });
    const deaf = tcp(instance.port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => deaf.once('close', () => resolve()).on('error', () => undefined));
    const frame = (text: string) => {
      const body = Buffer.from(text);
      const head =
        body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255]);
      return Buffer.concat([head, Buffer.alloc(4), body]);
    };
    let heard = '';
    deaf.on('data', (bytes) => (heard += bytes.toString('latin1')));
    deaf.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${btoa('0123456789abcdef')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await soon(() => expect(heard).toContain('"sid"'));
    deaf.write(frame(`40${JSON.stringify({ token: await around.tokenOf(ada) })}`));
    await soon(() => expect(heard).toContain('connected'));
    deaf.write(frame(`42${JSON.stringify(['subscribe_generation', { generationId: id }])}`));
    await progress(id, 0);
    await soon(() => expect(heard).toContain('generation_update'));
    deaf.pause();
    const sockets = () => new Promise<number>((resolve) => instance.app.getHttpServer().getConnections((_error, count) => resolve(count)));
    expect(await sockets()).toBe(2);
    for (let told = 0; told < 900 && (await sockets()) === 2; told++) await progress(id, 50, 'x'.repeat(20_000));
    await soon(async () => expect(await sockets()).toBe(1));
    await progress(id, 99, 'still here');
    await soon(() => expect(updates(good).at(-1)).toBe(99));
    deaf.destroy();
    await closed;
  });

  it('tells the same as server-sent events, with the same ids', async () => {
    const instance = await start();
    const id = around.runOf(ada);
    const one = await connected(instance, await around.tokenOf(ada));
    await one.ask('subscribe_generation', { generationId: id });
    await progress(id, 10);
    await progress(id, 20);
    await soon(() => expect(updates(one)).toEqual([10, 20]));
    const eventId = one.told.find(({ said }) => said['progress'] === 10)!.said['eventId'] as string;
    const stream = async (userId: string) => {
      const identity = await instance.app.get(Identities).headersFor({ userId, role: 'user', tier: 'free' });
      return fetch(`http://127.0.0.1:${instance.port}/generations/${id}/events`, { headers: { ...identity, 'last-event-id': eventId } });
    };
    expect((await stream(bob)).status).toBe(404);
    const reader = (await stream(ada)).body!.pipeThrough(new TextDecoderStream()).getReader();
    const { value } = await reader.read();
    expect(value).toContain('"progress":20');
    expect(value).not.toContain('"progress":10');
    await reader.cancel();
  });

  it('tells the end of a run and nothing after it', async () => {
    const instance = await start();
    const id = around.runOf(ada);
    const one = await connected(instance, await around.tokenOf(ada));
    await one.ask('subscribe_generation', { generationId: id });
    const failedAt = new Date().toISOString();
    await instance.send(
      GenerationFailed({ generationId: id, userId: ada, phase: 'drawing', errorCode: 'deadline', message: 'Too late.', failedAt }),
    );
    await soon(() => expect(one.told.at(-1)!.said).toMatchObject({ status: 'failed', message: 'Too late.' }));
    const told = one.told.length;
    await progress(id, 50);
    const next = around.runOf(ada);
    await one.ask('subscribe_generation', { generationId: next });
    await progress(next, 10);
    await soon(() => expect(updates(one).at(-1)).toBe(10));
    expect(one.told).toHaveLength(told + 1);
  });
});

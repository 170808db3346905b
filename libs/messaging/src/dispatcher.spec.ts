import { FileDeleted, HandlerFaulted, MoodAnalyzed } from '@polyreel/contracts';
import { loggerFor } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Dispatcher } from './dispatcher.js';
import { type Envelope, envelopesOf } from './envelope.js';
import { InMemoryTransport } from './in-memory/in-memory.transport.js';
import { Permanent } from './permanent.error.js';
import { BrokerUnavailable, type Delivery } from './transport.js';
import { type Settlement, UnitOfWork } from './unit-of-work.js';

const retries = { immediate: 3, jitterMs: [0, 0], delaysMs: [1_000] } as const;
const queue = { name: 'storage.tidy', service: 'storage', handler: 'tidy', types: [FileDeleted.type], concurrency: 1 };
const deleted = () => FileDeleted({ fileId: randomUUID(), ownerId: 'owner', reason: 'old' });
const log = loggerFor('spec');

describe('a dispatcher', () => {
  let broker: InMemoryTransport;
  let event: Envelope;
  let tries: number;
  beforeEach(() => {
    broker = new InMemoryTransport({ unroutable: 'keep' });
    [event] = envelopesOf([deleted()], 'spec') as [Envelope];
    tries = 0;
  });
  const delivery = (attempt = 1, body = JSON.stringify(event)): Delivery => ({
    body: Buffer.from(body),
    routingKey: event.type,
    attempt,
    redelivered: false,
  });
  const dispatcher = (handle: () => unknown, emits: readonly (typeof FileDeleted)[] = [FileDeleted], unitOfWork?: UnitOfWork) =>
    new Dispatcher({ queue, emits: emits as never, handle: () => (tries++, handle()) }, broker, retries, log, unitOfWork);

  it('publishes what the handler returned, under the same ids however often it runs', async () => {
    const subject = dispatcher(() => FileDeleted({ fileId: '7d4c4f0e-7a3c-4d31-9d3c-3b1a5f0e2d11', ownerId: 'owner', reason: 'too' }));
    expect([await subject.deliver(delivery()), await subject.deliver(delivery())]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    const [first, second] = broker.published;
    expect(first).toMatchObject({ causationid: event.id, correlationid: event.correlationid, source: 'storage' });
    expect(second!.id).toBe(first!.id);
  });

  it('tries a failing handler a few times at once, then later, then gives up and tells of it', async () => {
    const subject = dispatcher(() => {
      throw new Error('broken');
    });
    expect(await subject.deliver(delivery(1))).toMatchObject({ kind: 'retry', delayMs: 1_000, error: { message: 'broken' } });
    expect(tries).toBe(3);
    expect(broker.published).toEqual([]);
    expect(await subject.deliver({ ...delivery(2), firstFailedAt: '2026-01-01T00:00:00.000Z' })).toMatchObject({
      kind: 'dead',
      attempts: 2,
      firstFailedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(broker.published).toMatchObject([{ type: HandlerFaulted.type, correlationid: event.correlationid, data: { attempts: 2 } }]);
  });

  it('gives up at once on a permanent error', async () => {
    const subject = dispatcher(() => {
      throw new Permanent('never', 'never_works');
    });
    expect(await subject.deliver(delivery())).toMatchObject({ kind: 'dead', error: { code: 'never_works' } });
    expect(tries).toBe(1);
  });

  it('does not run a handler again because the broker was away when it wanted to publish', async () => {
    let refusals = 2;
    const publish = broker.publish.bind(broker);
    broker.publish = (envelopes) => (refusals-- > 0 ? Promise.reject(new BrokerUnavailable('away')) : publish(envelopes));
    expect(await dispatcher(deleted).deliver(delivery())).toEqual({ kind: 'done' });
    expect([tries, broker.published.length]).toEqual([1, 1]);
  });

  it.each([
    ['bytes that are no JSON', '{'],
    ['a message that is no CloudEvent', '{"specversion":"1.0"}'],
  ])('lays %s to rest as malformed, without its handler', async (_what, body) => {
    expect(await dispatcher(deleted).deliver(delivery(1, body))).toMatchObject({ kind: 'dead', error: { code: 'malformed_message' } });
    expect(tries).toBe(0);
  });

  it('lays data that does not fit its schema to rest, without its handler', async () => {
    const verdict = await dispatcher(deleted).deliver(delivery(1, JSON.stringify({ ...event, data: { fileId: 7 } })));
    expect(verdict).toMatchObject({ kind: 'dead', error: { code: 'schema_mismatch' } });
    expect(tries).toBe(0);
  });

  it.each([FileDeleted.type.replace('v1', 'v9'), MoodAnalyzed.type])('sets %s apart, which it does not handle', async (type) => {
    expect(await dispatcher(deleted).deliver(delivery(1, JSON.stringify({ ...event, type })))).toMatchObject({ kind: 'skipped' });
  });

  it('refuses an event that its handler does not declare', async () => {
    expect(await dispatcher(deleted, []).deliver(delivery())).toMatchObject({ kind: 'dead', error: { code: 'undeclared_event' } });
    expect(broker.published).toMatchObject([{ type: HandlerFaulted.type }]);
  });

  it('leaves publishing to the unit of work where there is one', async () => {
    const stored: Envelope[] = [];
    class Work extends UnitOfWork {
      async once(consumer: string, id: string, work: () => Promise<Settlement>) {
        expect([consumer, id]).toEqual([queue.name, event.id]);
        stored.push(...(await work()).envelopes);
        return true;
      }
      decide = () => Promise.reject<[]>(new Error('this handler does not decide'));
      commit = () => Promise.resolve();
      settle = () => Promise.resolve(true);
    }
    expect(await dispatcher(deleted, [FileDeleted], new Work()).deliver(delivery())).toEqual({ kind: 'done' });
    expect([stored.length, broker.published.length]).toEqual([1, 0]);
  });
});

import { FileDeleted } from '@polyreel/contracts';
import { expect, it } from 'vitest';
import { historySuite } from './history.suite.js';
import { killSwitchSuite } from './kill-switch/kill-switch.suite.js';
import { lettersSuite } from './letters.suite.js';
import { again, at, dead, done, event, type Ground, handler, idOf, newType, sceneOn, soon } from './transport.scene.js';
import { BODY_LIMIT_BYTES, type Delivery, DELIVERY_LIMIT, type Verdict } from './transport.js';

/** What every transport promises; the in-memory one and RabbitMQ pass it alike. */
export function transportSuite(ground: () => Ground): void {
  const scene = sceneOn(ground);
  const { opened, listening } = scene;

  it('brings an event to every queue that listens to its type and to no other', async () => {
    const type = newType();
    const [first, second, other] = [
      await listening(handler([type])),
      await listening(handler([type])),
      await listening(handler([newType()])),
    ];
    const sent = event(type);
    await first.client.publish([sent]);
    await soon(() => expect([first.heard, second.heard].map((heard) => heard.map(idOf))).toEqual([[sent.id], [sent.id]]));
    expect(first.heard[0]).toMatchObject({ routingKey: type, attempt: 1, redelivered: false });
    expect(other.heard).toEqual([]);
  });

  it('brings a thousand events in order to a handler that takes one at a time', async () => {
    const type = newType();
    const { client, heard } = await listening(handler([type], { concurrency: 1 }));
    const sent = Array.from({ length: 1_000 }, () => event(type));
    await client.publish(sent);
    await soon(() => expect(heard).toHaveLength(1_000));
    expect(heard.map(idOf)).toEqual(sent.map(({ id }) => id));
  });

  it('shares a queue between the processes of one service', async () => {
    const queue = handler([newType()], { concurrency: 1 });
    const [one, two] = [await listening(queue), await listening(queue)];
    await one.client.publish(Array.from({ length: 40 }, () => event(queue.types[0]!)));
    await soon(() => expect(one.heard.length + two.heard.length).toBe(40));
    expect(Math.min(one.heard.length, two.heard.length)).toBeGreaterThan(0);
  });

  it('keeps what arrives while nobody consumes', async () => {
    const queue = handler([newType()]);
    const client = await opened(queue);
    await client.publish([event(queue.types[0]!)]);
    const heard: Delivery[] = [];
    await client.consume(queue, (delivery) => Promise.resolve((heard.push(delivery), done)));
    await soon(() => expect(heard).toHaveLength(1));
  });

  it('gives a handler no more at once than its concurrency', async () => {
    let running = 0;
    let most = 0;
    const queue = handler([newType()], { concurrency: 3 });
    const { client, heard } = await listening(queue, async () => {
      most = Math.max(most, ++running);
      await soon(() => expect(most).toBe(3));
      running--;
      return done;
    });
    await client.publish(Array.from({ length: 30 }, () => event(queue.types[0]!)));
    await soon(() => expect(heard).toHaveLength(30));
    expect(most).toBe(3);
  });

  it('brings a failed message back to its own queue only, counted and with its first failure remembered', async () => {
    const type = newType();
    const failing = await listening(handler([type]), ({ attempt }) => (attempt < 3 ? again : done));
    const content = await listening(handler([type]));
    await failing.client.publish([event(type)]);
    await soon(() => expect(failing.heard.map(({ attempt }) => attempt)).toEqual([1, 2, 3]));
    expect(failing.heard[2]).toMatchObject({ firstFailedAt: at, routingKey: type });
    expect(content.heard).toHaveLength(1);
  });

  it('lays a dead message to rest with its reason, and does not bring it again', async () => {
    const queue = handler([newType()]);
    const { client, heard } = await listening(queue, () => dead);
    const sent = event(queue.types[0]!);
    await client.publish([sent]);
    await soon(async () =>
      expect(await ground().resting(`${queue.service}.dead`)).toEqual([{ body: JSON.stringify(sent), reason: 'broken' }]),
    );
    expect(heard).toHaveLength(1);
  });

  it('sets a skipped message apart from the dead ones', async () => {
    const queue = handler([newType()]);
    const { client } = await listening(queue, () => ({ kind: 'skipped', reason: 'unknown' }));
    await client.publish([event(queue.types[0]!)]);
    await soon(async () => expect(await ground().resting(`${queue.service}.skipped`)).toMatchObject([{ reason: 'unknown' }]));
    expect(await ground().resting(`${queue.service}.dead`)).toEqual([]);
  });

  it('hands over untrusted bytes as they are', async () => {
    const queue = handler([newType()]);
    const { heard } = await listening(queue);
    await ground().inject(queue.types[0]!, Buffer.from([0xff, 0x00, 0x7b]));
    await soon(() => expect(heard.map(({ body }) => [...body])).toEqual([[0xff, 0x00, 0x7b]]));
  });

  it('brings a message again when its handler crashes, and lays it to rest when that does not end', async () => {
    const queue = handler([newType()]);
    const { client, heard } = await listening(queue, () => Promise.reject(new Error('crashed')));
    await client.publish([event(queue.types[0]!)]);
    await soon(async () => expect(await ground().resting(`${queue.service}.dead`)).toMatchObject([{ reason: 'delivery_limit' }]));
    expect(heard).toHaveLength(DELIVERY_LIMIT + 1);
    expect(heard.at(-1)).toMatchObject({ redelivered: true });
  });

  it('brings what was in hand again after a lost connection, and takes no verdict from before', async () => {
    const queue = handler([newType()]);
    let judge!: (verdict: Verdict) => void;
    const slow = new Promise<Verdict>((resolve) => (judge = resolve));
    const { client, heard } = await listening(queue, (delivery, count) => {
      if (count === 1) return slow;
      return idOf(delivery) === 'after' && delivery.attempt === 1 ? again : done;
    });
    await client.publish([event(queue.types[0]!)]);
    await soon(() => expect(heard).toHaveLength(1));
    await ground().interrupt();
    await soon(() => expect(heard).toHaveLength(2));
    judge(again);
    expect(heard[1]).toMatchObject({ redelivered: true });
    await soon(() => expect(client.healthy).toBe(true));
    // Were the late verdict carried out, its copy would wait in front of this one's.
    await client.publish([event(queue.types[0]!, {}, 'after')]);
    await soon(() => expect(heard.map(idOf).filter((id) => id === 'after')).toHaveLength(2));
    expect(heard).toHaveLength(4);
  });

  it('loses nothing that it confirmed while connections come and go', async () => {
    const queue = handler([newType()]);
    const { client, heard } = await listening(queue);
    const confirmed: string[] = [];
    for (let round = 0; round < 3; round++) {
      const sending = Array.from({ length: 100 }, async () => {
        const sent = event(queue.types[0]!);
        await client.publish([sent]).then(
          () => confirmed.push(sent.id),
          () => undefined,
        );
      });
      await ground().interrupt();
      await Promise.all(sending);
    }
    expect(confirmed.length).toBeGreaterThan(0);
    await soon(() => expect(new Set(heard.map(idOf))).toEqual(new Set([...heard.map(idOf), ...confirmed])));
  });

  it('lets what is in hand finish when it drains, and leaves the rest for the next', async () => {
    const queue = handler([newType()], { concurrency: 5 });
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const leaving = await listening(queue, async () => (await held, done));
    await leaving.client.publish(Array.from({ length: 20 }, () => event(queue.types[0]!)));
    await soon(() => expect(leaving.heard).toHaveLength(5));
    const drained = leaving.subscription.drain();
    const next = await listening(queue);
    await soon(() => expect(next.heard).toHaveLength(15));
    letGo();
    await drained;
    await leaving.client.close();
    expect(leaving.heard).toHaveLength(5);
    expect([...leaving.heard, ...next.heard].filter(({ redelivered }) => redelivered)).toEqual([]);
    expect(new Set([...leaving.heard, ...next.heard].map(idOf)).size).toBe(20);
  });

  it('refuses an event that somebody should hear and that found no queue, and lets others go unheard', async () => {
    const client = await opened(handler([newType()]));
    await expect(client.publish([event(newType())])).rejects.toMatchObject({ code: 'unroutable' });
    await client.publish([event(FileDeleted.type)]);
  });

  it('refuses a message that is larger than the limit', async () => {
    const queue = handler([newType()]);
    const { client, heard } = await listening(queue);
    await expect(client.publish([event(queue.types[0]!, 'x'.repeat(BODY_LIMIT_BYTES))])).rejects.toMatchObject({
      code: 'message_too_large',
    });
    await client.publish([event(queue.types[0]!, 'x'.repeat(BODY_LIMIT_BYTES - 1_000))]);
    await soon(() => expect(heard).toHaveLength(1));
  });

  it('refuses two handlers on one queue', async () => {
    const queue = handler([newType()]);
    await expect(opened(queue, { ...queue, types: [newType()] })).rejects.toThrow('one queue, one handler');
  });

  it('stops listening to a type that its handler no longer names, as soon as one such message shows it', async () => {
    const [old, current] = [newType(), newType()];
    const queue = handler([old]);
    await opened(queue);
    const { client, heard } = await listening({ ...queue, types: [current] }, ({ routingKey }) =>
      routingKey === current ? done : { kind: 'skipped', reason: 'unknown' },
    );
    await client.publish([event(old)]);
    await soon(() => expect(client.publish([event(old)])).rejects.toMatchObject({ code: 'unroutable' }));
    await client.publish([event(current)]);
    await soon(() => expect(heard.at(-1)?.routingKey).toBe(current));
  });

  killSwitchSuite(ground, scene);
  lettersSuite(ground, scene);
  historySuite(ground, scene);
}

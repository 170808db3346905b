import { FileDeleted } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Overheard } from './keeps-history.decorator.js';
import { done, event, type Ground, handler, idOf, newType, type Scene, soon } from './transport.scene.js';

/** What every transport promises to who keeps the history. */
export function historySuite(_ground: () => Ground, { opened, listening }: Scene): void {
  const keeping = async (record?: (overheard: Overheard) => Promise<void>) => {
    const client = await opened();
    const heard: Overheard[] = [];
    const subscription = await client.keepHistory(async (overheard) => {
      await record?.(overheard);
      heard.push(overheard);
    });
    return { client, heard, subscription, ids: () => heard.map(idOf) };
  };

  it('lets the history overhear what somebody listens for, once, and what is meant for nobody', async () => {
    const type = newType();
    const history = await keeping();
    const listeners = [await listening(handler([type])), await listening(handler([type]))];
    const [heard, unheard] = [event(type), event(FileDeleted.type, {}, randomUUID())];
    await listeners[0]!.client.publish([heard, unheard]);
    await soon(() => expect(history.ids()).toEqual(expect.arrayContaining([heard.id, unheard.id])));
    await soon(() => expect(listeners.map((listener) => listener.heard.map(idOf))).toEqual([[heard.id], [heard.id]]));
    expect(history.ids().filter((id) => id === heard.id)).toHaveLength(1);
    expect(history.heard.find((one) => idOf(one) === heard.id)).toMatchObject({ type });
    await history.subscription.drain();
  });

  it('refuses an awaited event without a listener although a history is kept', async () => {
    const history = await keeping();
    const lonely = event(newType());
    await expect(history.client.publish([lonely])).rejects.toMatchObject({ code: 'unroutable' });
    await history.subscription.drain();
    expect(history.ids()).not.toContain(lonely.id);
  });

  it('refuses it also once its last listener has turned to something else, and not before', async () => {
    const [old, current] = [newType(), newType()];
    const history = await keeping();
    const turning = handler([old]);
    const staying = await listening(handler([old]));
    await opened(turning);
    const turned = await listening({ ...turning, types: [current] }, ({ routingKey }) =>
      routingKey === current ? done : { kind: 'skipped', reason: 'unknown' },
    );
    await turned.client.publish([event(old)]);
    await soon(() => expect(turned.heard).toHaveLength(1));
    const still = event(old);
    await turned.client.publish([still]);
    await soon(() => expect(history.ids()).toContain(still.id));
    expect(staying.heard).toHaveLength(2);
    await history.subscription.drain();
  });

  it('offers an event again that could not be recorded, and keeps what is said while nobody records', async () => {
    const type = newType();
    let tries = 0;
    const history = await keeping(() => (tries++ === 0 ? Promise.reject(new Error('the database is away')) : Promise.resolve()));
    const { client } = await listening(handler([type]));
    const [first, second] = [event(type), event(type)];
    await client.publish([first]);
    await soon(() => expect(history.ids()).toContain(first.id));
    await history.subscription.drain();
    await client.publish([second]);
    const next = await keeping();
    await soon(() => expect(next.ids()).toContain(second.id));
    await next.subscription.drain();
  });
}

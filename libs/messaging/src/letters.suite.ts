import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Letter } from './letter.js';
import { anHourLater, at, dead, done, event, type Ground, handler, idOf, newType, type Scene, soon } from './transport.scene.js';

/** What every transport promises of messages at rest: that they are handed to who keeps them, and brought back when asked. */
export function lettersSuite(ground: () => Ground, { opened, listening }: Scene): void {
  /** A queue whose handler gives every message up, and a keeper of its letters. */
  async function keeping(file: (letter: Letter, count: number) => Promise<void> = () => Promise.resolve()) {
    const queue = handler([newType()]);
    const failing = await listening(queue, () => dead);
    const keeper = await opened();
    const filed: Letter[] = [];
    let offers = 0;
    const subscription = await keeper.keepLetters([queue.service], async (letter) => {
      await file(letter, ++offers);
      filed.push(letter);
    });
    const [type] = queue.types as [string];
    return { queue, type, ...failing, keeper, filed, subscription };
  }

  it('hands a letter to its keeper with where it failed, why, how often and when', async () => {
    const { queue, type, client, filed, keeper } = await keeping();
    const sent = event(type);
    await client.publish([sent]);
    await soon(() => expect(filed).toHaveLength(1));
    expect(filed[0]).toMatchObject({
      kind: 'dead',
      queue: queue.name,
      service: queue.service,
      handler: queue.handler,
      type,
      error: { name: 'Error', code: 'broken', message: 'it failed', stack: 'Error: it failed\n    at here' },
      attempts: 3,
      firstFailedAt: at,
      lastFailedAt: anHourLater,
    });
    expect(Buffer.from(filed[0]!.body).toString()).toBe(JSON.stringify(sent));
    expect(keeper.healthy).toBe(true);
    await soon(async () => expect(await ground().resting(`${queue.service}.dead`)).toEqual([]));
  });

  it('hands what was skipped to its keeper as such', async () => {
    const queue = handler([newType()]);
    const { client } = await listening(queue, () => ({ kind: 'skipped', reason: 'unknown here' }));
    const filed: Letter[] = [];
    await client.keepLetters([queue.service], (letter) => Promise.resolve(void filed.push(letter)));
    await client.publish([event(queue.types[0]!)]);
    await soon(() => expect(filed).toHaveLength(1));
    expect(filed[0]).toMatchObject({ kind: 'skipped', queue: queue.name, type: queue.types[0], error: { message: 'unknown here' } });
  });

  it('hands over bytes that are no message as they are', async () => {
    const { type, filed } = await keeping();
    await ground().inject(type, Buffer.from([0xff, 0x00, 0x7b]));
    await soon(() => expect(filed.map(({ body }) => [...body])).toEqual([[0xff, 0x00, 0x7b]]));
  });

  it('tells the keeper of a message that its handler crashed on until the broker gave up', async () => {
    const queue = handler([newType()]);
    const { client } = await listening(queue, () => Promise.reject(new Error('crashed')));
    const filed: Letter[] = [];
    await client.keepLetters([queue.service], (letter) => Promise.resolve(void filed.push(letter)));
    await client.publish([event(queue.types[0]!)]);
    await soon(() => expect(filed).toHaveLength(1));
    expect(filed[0]).toMatchObject({ queue: queue.name, type: queue.types[0], error: { name: 'GivenUpByBroker', code: 'delivery_limit' } });
    expect(Date.parse(filed[0]!.lastFailedAt)).toBeGreaterThan(0);
  });

  it('lets letters rest while nobody keeps them, and after their keeper has left', async () => {
    const { queue, type, client, filed, subscription } = await keeping();
    await subscription.drain();
    await client.publish([event(type), event(type)]);
    await soon(async () => expect(await ground().resting(`${queue.service}.dead`)).toHaveLength(2));
    expect(filed).toEqual([]);
    await client.keepLetters([queue.service], (letter) => Promise.resolve(void filed.push(letter)));
    await soon(() => expect(filed).toHaveLength(2));
  });

  it('offers a letter again that could not be filed, and all others meanwhile', async () => {
    const poison = randomUUID();
    let refusals = 0;
    const { type, client, filed } = await keeping((letter) =>
      idOf(letter) === poison && ++refusals <= 4 ? Promise.reject(new Error('not this one')) : Promise.resolve(),
    );
    await client.publish([event(type, {}, poison), ...Array.from({ length: 20 }, () => event(type))]);
    await soon(() => expect(filed).toHaveLength(21));
    expect(idOf(filed.at(-1)!)).toBe(poison);
    expect(filed.at(-1)).toMatchObject({ error: { code: 'broken' }, attempts: 3, lastFailedAt: anHourLater });
  });

  it('brings a letter back to its own queue only, as if for the first time', async () => {
    const type = newType();
    const queue = handler([type]);
    const failing = await listening(queue, (_, count) => (count === 1 ? dead : done));
    const other = await listening(handler([type]));
    const filed: Letter[] = [];
    await failing.client.keepLetters([queue.service], (letter) => Promise.resolve(void filed.push(letter)));
    await failing.client.publish([event(type)]);
    await soon(() => expect(filed).toHaveLength(1));
    await failing.client.handBack(filed[0]!, randomUUID());
    await soon(() => expect(failing.heard).toHaveLength(2));
    const [first, second] = failing.heard;
    expect(second).toMatchObject({ routingKey: type, attempt: 1, redelivered: false });
    expect(second!.firstFailedAt).toBeUndefined();
    expect(Buffer.from(second!.body)).toEqual(Buffer.from(first!.body));
    await failing.client.publish([event(type, {}, 'after')]);
    await soon(() => expect(other.heard.map(idOf)).toContain('after'));
    expect(other.heard).toHaveLength(2);
  });

  it('names the replay on a letter that failed again, also after delayed retries', async () => {
    const replay = randomUUID();
    const queue = handler([newType()]);
    const { client, heard } = await listening(queue, ({ attempt }, count) =>
      count > 1 && attempt < 2 ? { kind: 'retry', delayMs: 100, error: { name: 'E', message: 'm' }, firstFailedAt: 'then' } : dead,
    );
    const filed: Letter[] = [];
    await client.keepLetters([queue.service], (letter) => Promise.resolve(void filed.push(letter)));
    await client.publish([event(queue.types[0]!)]);
    await soon(() => expect(filed).toHaveLength(1));
    await client.handBack(filed[0]!, replay);
    await soon(() => expect(filed).toHaveLength(2));
    expect(filed.map((letter) => letter.replay)).toEqual([undefined, replay]);
    expect(heard.map(({ attempt }) => attempt)).toEqual([1, 1, 2]);
  });

  it('refuses to bring a letter back to a queue that is no more', async () => {
    const { client, type, filed } = await keeping();
    await client.publish([event(type)]);
    await soon(() => expect(filed).toHaveLength(1));
    await expect(client.handBack({ ...filed[0]!, queue: `gone-${randomUUID()}.listen` }, randomUUID())).rejects.toMatchObject({
      code: 'unroutable',
    });
  });
}

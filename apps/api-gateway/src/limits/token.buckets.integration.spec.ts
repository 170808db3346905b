import { SharedRedis } from '@polyreel/cache';
import { ServiceIdentity } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { Buckets } from './token.buckets.js';
import type { Allowance } from './token-bucket.rule.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const allowance = (limit: number, seconds: number): Allowance => ({ key: `spec:${randomUUID()}`, limit, seconds });

describe.each([
  ['in Redis', REDIS_URL],
  ['of one instance, without Redis', undefined],
  ['of one instance while Redis is away', 'redis://127.0.0.1:1'],
])('token buckets %s', (_, url) => {
  const opened: SharedRedis[] = [];
  const open = () => {
    const redis = new SharedRedis({ REDIS_URL: url });
    opened.push(redis);
    return new Buckets(redis, new ServiceIdentity('api-gateway', 0));
  };
  /** The connection is made in the background; until it stands, an instance counts by itself. */
  const settled = async (buckets: Buckets) => {
    if (url !== REDIS_URL) return buckets;
    const probe = allowance(1, 3_600);
    const other = open();
    await expect.poll(async () => [(await buckets.take([probe])).allowed, (await other.take([probe])).allowed].includes(false)).toBe(true);
    await expect.poll(async () => (await other.take([probe])).allowed).toBe(false);
    return buckets;
  };
  afterEach(async () => void (await Promise.all(opened.splice(0).map((one) => one.onApplicationShutdown()))));

  it('give what they hold and then nothing', async () => {
    const buckets = await settled(open());
    const three = allowance(3, 3_600);
    const given = [];
    for (let asked = 0; asked < 5; asked++) given.push(await buckets.take([three]));
    expect(given.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
    expect(given.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 0]);
    expect(given[4]!.retryAfterSeconds).toBeGreaterThan(1_100);
    expect(given[4]!.retryAfterSeconds).toBeLessThanOrEqual(1_200);
  });

  it('fill again as time goes by', async () => {
    const buckets = await settled(open());
    const quick = allowance(2, 0.2);
    await buckets.take([quick]);
    await buckets.take([quick]);
    await expect.poll(async () => (await buckets.take([quick])).allowed, { interval: 20 }).toBe(true);
  });

  it('take from none where one of them is empty', async () => {
    const buckets = await settled(open());
    const [small, large] = [allowance(1, 3_600), allowance(10, 3_600)];
    await buckets.take([small, large]);
    expect((await buckets.take([small, large])).allowed).toBe(false);
    expect((await buckets.take([large])).remaining).toBe(8);
  });
});

describe('token buckets of several instances', () => {
  it('are one in Redis, however many ask at once', async () => {
    const connections = [1, 2].map(() => new SharedRedis({ REDIS_URL }));
    const gateways = connections.map((redis) => new Buckets(redis, new ServiceIdentity('api-gateway', 0)));
    const probe = () => Promise.all(gateways.map((one) => one.take([shared])));
    let shared = allowance(1, 3_600);
    await expect
      .poll(async () => {
        shared = allowance(1, 3_600);
        return (await probe()).filter(({ allowed }) => allowed).length;
      })
      .toBe(1);
    const ten = allowance(10, 3_600);
    const taken = await Promise.all(Array.from({ length: 40 }, (_, index) => gateways[index % 2]!.take([ten])));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(10);
    await Promise.all(connections.map((one) => one.onApplicationShutdown()));
  });
});

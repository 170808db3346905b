import { connect } from 'amqplib';
import { afterAll, describe, expect, it } from 'vitest';
import type { QueueSpec } from '../transport.js';
import { declareTopology, TopologyMismatch } from './declare-topology.js';
import { testVhostOrReason } from '@polyreel/test-servers';
import { topologyFor } from './topology.js';

const vhost = await testVhostOrReason();
const queue: QueueSpec = { name: 'mood.analyze', service: 'mood', handler: 'analyze', types: ['scene.started.v1'], concurrency: 1 };
const retries = { delaysMs: [5_000] };

describe.skipIf(typeof vhost === 'string')(`declaring at RabbitMQ${typeof vhost === 'string' ? ` (${vhost})` : ''}`, () => {
  if (typeof vhost === 'string') return;
  afterAll(() => vhost.drop());

  it('makes every queue durable, on a quorum, with somewhere for its dead letters to go', async () => {
    await declareTopology(vhost.url, topologyFor([queue], retries));
    const rows = (await vhost.rabbitmqctl('list_queues', '--no-table-headers', 'name', 'type', 'durable')).trim().split('\n').sort();
    expect(rows).toEqual(['mood.analyze', 'mood.dead', 'mood.skipped', 'retry.5s'].map((name) => `${name}\tquorum\ttrue`));
  });

  it('changes nothing when it is asked a second time', async () => {
    const bindings = () => vhost.rabbitmqctl('list_bindings');
    const before = await bindings();
    await declareTopology(vhost.url, topologyFor([queue], retries));
    expect(await bindings()).toBe(before);
  });

  it('stops with the difference when a queue already exists otherwise', async () => {
    const connection = await connect(vhost.url);
    const channel = await connection.createChannel();
    await channel.assertQueue('voice.detect', { durable: true, arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 3 } });
    await connection.close();
    const declared = declareTopology(vhost.url, topologyFor([{ ...queue, name: 'voice.detect', service: 'voice' }], retries));
    await expect(declared).rejects.toThrow(TopologyMismatch);
    await expect(declared).rejects.toThrow(/queue voice\.detect, but its x-[a-z-]+ differs: wanted .+, found .+\./);
  });

  it('says where it looked when no broker answers', async () => {
    await expect(declareTopology('amqp://guest:guest@127.0.0.1:1', topologyFor([queue], retries))).rejects.toThrow('127.0.0.1:1');
  });
});

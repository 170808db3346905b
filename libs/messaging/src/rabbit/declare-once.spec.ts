import { beforeEach, describe, expect, it, vi } from 'vitest';
import { declareOnce as declareOnceBy, unsure } from './declare-once.js';
import type { Topology } from './topology.js';

const declareTopology = vi.fn<(url: string, topology: Topology) => Promise<void>>();
const declareOnce = (url: string, topology: Topology) => declareOnceBy(url, topology, declareTopology);

const BROKER = 'amqp://broker';
const queue = (name: string) => ({ name, arguments: {}, bindings: [{ exchange: 'events', key: name }] });
const topology = (...names: string[]): Topology => ({
  exchanges: [{ name: 'events', type: 'topic' }],
  queues: names.map(queue),
  echoes: [],
});
const asked = () => declareTopology.mock.calls.map(([, { exchanges, queues }]) => [...exchanges, ...queues].map(({ name }) => name));

describe('what a process declares', () => {
  beforeEach(() => {
    declareTopology.mockReset().mockResolvedValue();
    unsure(BROKER);
  });

  it('is asked of the broker once, however many of its services need it', async () => {
    await declareOnce(BROKER, topology('mood', 'camera'));
    await Promise.all([declareOnce(BROKER, topology('mood')), declareOnce(BROKER, topology('camera'))]);
    await declareOnce(BROKER, topology('mood', 'voice'));
    expect(asked()).toEqual([['events', 'mood', 'camera'], ['voice']]);
  });

  it('waits for what another service is declaring, since a binding needs its exchange', async () => {
    let declared!: () => void;
    declareTopology.mockReturnValueOnce(new Promise((resolve) => (declared = resolve)));
    const [first, second] = [declareOnce(BROKER, topology('mood')), declareOnce(BROKER, topology('camera'))];
    await Promise.resolve();
    expect(asked()).toEqual([['events', 'mood']]);
    declared();
    await Promise.all([first, second]);
    expect(asked()).toEqual([['events', 'mood'], ['camera']]);
  });

  it('is asked again where it failed, where it differs, at another broker, and after the broker was away', async () => {
    declareTopology.mockRejectedValueOnce(new Error('no broker'));
    await expect(declareOnce(BROKER, topology('mood'))).rejects.toThrow('no broker');
    await declareOnce(BROKER, topology('mood'));
    await declareOnce(BROKER, { exchanges: [], queues: [{ ...queue('mood'), bindings: [] }], echoes: [] });
    await declareOnce('amqp://other', topology('mood'));
    unsure(BROKER);
    await declareOnce(BROKER, topology('mood'));
    expect(asked()).toEqual([['events', 'mood'], ['events', 'mood'], ['mood'], ['events', 'mood'], ['events', 'mood']]);
  });
});

import { loggerFor } from '@polyreel/service-kit';
import { expect, it } from 'vitest';
import { killSwitchTrips } from '../telemetry/metrics.js';
import { again, done, event, type Ground, handler, idOf, newType, type Scene, soon } from '../transport.scene.js';
import type { Delivery } from '../transport.js';
import { KillSwitch } from './kill-switch.js';

const settings = { activation: 4, tripShare: 0.5, trackingMs: 60_000, pauseMs: 50, longestPauseMs: 100, trials: 2 };

/** What every transport promises of pauses, and what a kill switch makes of that. */
export function killSwitchSuite(ground: () => Ground, { opened, listening }: Scene): void {
  const events = (type: string, count: number) => Array.from({ length: count }, () => event(type));
  const redelivered = (heard: readonly Delivery[]) => heard.filter((delivery) => delivery.redelivered);

  it('lets what is in hand finish when it is paused, leaves the rest in the queue, and brings it when resumed', async () => {
    const queue = handler([newType()], { concurrency: 5 });
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const { client, heard, subscription } = await listening(queue, async () => (await held, done));
    await client.publish(events(queue.types[0]!, 20));
    await soon(() => expect(heard).toHaveLength(5));
    const paused = subscription.pause();
    letGo();
    await paused;
    expect(heard).toHaveLength(5);
    await subscription.resume();
    await soon(() => expect(heard).toHaveLength(20));
    expect(redelivered(heard)).toEqual([]);
    expect(new Set(heard.map(idOf)).size).toBe(20);
  });

  it('lets nothing take the place of a message whose delivery asked for the pause', async () => {
    const queue = handler([newType()], { concurrency: 1 });
    let paused: Promise<void> | undefined;
    const { client, heard, subscription } = await listening(queue, () => ((paused ??= subscription.pause()), done));
    await client.publish(events(queue.types[0]!, 5));
    await soon(() => expect(paused).toBeDefined());
    await paused;
    expect(heard).toHaveLength(1);
  });

  it('gives no more at once than it was resumed with', async () => {
    const queue = handler([newType()], { concurrency: 5 });
    let [running, most] = [0, 0];
    const { client, heard, subscription } = await listening(queue, async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return done;
    });
    await subscription.pause();
    await client.publish(events(queue.types[0]!, 20));
    await subscription.resume(1);
    await soon(() => expect(heard).toHaveLength(20));
    expect(most).toBe(1);
  });

  it('stays paused when connections come back, until it is resumed', async () => {
    const type = newType();
    const { client, heard, subscription } = await listening(handler([type]));
    const other = await listening(handler([type]));
    await subscription.pause();
    await ground().interrupt();
    await soon(() => expect([client.healthy, other.client.healthy]).toEqual([true, true]));
    await client.publish([event(type)]);
    await soon(() => expect(other.heard).toHaveLength(1));
    expect(heard).toEqual([]);
    await subscription.resume();
    await soon(() => expect(heard).toHaveLength(1));
  });

  it('can be drained while it is paused, and is not resumed any more', async () => {
    const queue = handler([newType()]);
    const { client, heard, subscription } = await listening(queue);
    await subscription.pause();
    await client.publish(events(queue.types[0]!, 5));
    await subscription.drain();
    await subscription.resume();
    const next = await listening(queue);
    await soon(() => expect(next.heard).toHaveLength(5));
    expect([...heard, ...redelivered(next.heard)]).toEqual([]);
  });

  it('pauses a handler that keeps failing, lets one message try at a time, and goes on once it is mended', async () => {
    const queue = handler([newType()], { concurrency: 1 });
    const client = await opened(queue);
    let broken = true;
    const failed: Delivery[] = [];
    const handled: Delivery[] = [];
    const fail = (delivery: Delivery) => (failed.push(delivery), again);
    const killSwitch = await KillSwitch.consume(
      client,
      queue,
      (delivery) => Promise.resolve(broken ? fail(delivery) : (handled.push(delivery), done)),
      settings,
      loggerFor('spec'),
    );
    const trips = async () => (await killSwitchTrips.get()).values.find(({ labels }) => labels.queue === queue.name)?.value ?? 0;
    const sent = events(queue.types[0]!, 30);
    await client.publish(sent);
    await soon(async () => expect(await trips()).toBeGreaterThan(2));
    expect(killSwitch.concern).toContain(queue.name);
    broken = false;
    await soon(() => expect(new Set(handled.map(idOf))).toEqual(new Set(sent.map(({ id }) => id))));
    // Four until it tripped, then one for each trial: nothing slipped through beside them.
    expect(failed).toHaveLength(settings.activation - 1 + (await trips()));
    expect(handled).toHaveLength(30);
    expect(redelivered([...failed, ...handled])).toEqual([]);
    expect(killSwitch.concern).toBeUndefined();
    await killSwitch.drain();
  });

  it('can be drained while its switch holds it paused, and leaves all that waits to the next', async () => {
    const queue = handler([newType()], { concurrency: 1 });
    const client = await opened(queue);
    const patient = { ...settings, pauseMs: 600_000 };
    const killSwitch = await KillSwitch.consume(client, queue, () => Promise.resolve(again), patient, loggerFor('spec'));
    await client.publish(events(queue.types[0]!, 10));
    await soon(() => expect(killSwitch.concern).toContain('is paused'));
    await killSwitch.drain();
    const { heard } = await listening(queue);
    await soon(() => expect(new Set(heard.map(idOf)).size).toBe(10));
    expect(redelivered(heard)).toEqual([]);
  });
}

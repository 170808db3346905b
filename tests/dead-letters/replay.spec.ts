import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LetterScene, letterScene } from './letter-scene.js';

/** A replay has so many letters on their way at once; a process that dies may have sent these without noting it. */
const BATCH = 25;
/** `npm run test:faults`. */
const FULL = process.env['FAULT_SUITE'] === 'full';
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 600_000, interval: 50 });

describe('a replay by the service as it runs', { timeout: 900_000 }, () => {
  let scene: LetterScene;
  beforeEach(async () => {
    scene = await letterScene(13_000);
  });
  afterEach(() => scene?.remove());

  /** Lets so many letters be filed, with all said by the handler so far forgotten. */
  async function filed(count: number, bytes: number, meanwhile: () => void = () => undefined) {
    await scene.publish(count, bytes);
    await soon(async () => {
      meanwhile();
      expect(await scene.waiting()).toBe(count);
    });
    expect(new Set(scene.heard).size).toBe(count);
    scene.heard.length = 0;
    scene.verdict = () => ({ kind: 'done' });
  }

  it('is taken up again after its process was killed, and sends no letter twice that it had noted as sent', async () => {
    await filed(1_000, 1_000);
    const { replayId, total } = await scene.replayAll();
    expect(total).toBe(1_000);
    await soon(async () => expect((await scene.replay(replayId)).sent).toBeGreaterThan(50));
    await scene.keeper.kill();
    expect(scene.heard.length).toBeLessThan(1_000);
    await scene.keeper.start();
    await soon(async () => expect(await scene.replay(replayId)).toMatchObject({ state: 'done', sent: 1_000, failedAgain: 0 }));
    await soon(() => expect(new Set(scene.heard).size).toBe(1_000));
    expect(scene.heard.length).toBeLessThanOrEqual(1_000 + BATCH);
  });

  // 600 MB go through the broker's and the database's logs: too much for `npm test`.
  it.skipIf(!FULL)('of ten thousand letters takes no more memory than one batch of them', async () => {
    const before = scene.weight();
    let largest = 0;
    const weigh = () => (largest = Math.max(largest, scene.weight()));
    await filed(10_000, 20_000, weigh);
    const { replayId } = await scene.replayAll();
    await soon(async () => {
      weigh();
      expect(await scene.replay(replayId)).toMatchObject({ state: 'done', sent: 10_000 });
    });
    await soon(() => expect(scene.heard).toHaveLength(10_000));
    // The bodies alone are 190 MiB; what is left is the garbage that Node leaves lying about between two collections.
    expect(largest - before).toBeLessThan(120);
  });
});

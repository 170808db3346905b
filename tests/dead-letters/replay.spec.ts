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
  async function filed(count: number, bytes: number, meanwhile: (filed: number) => void = () => undefined) {
    await scene.publish(count, bytes);
    await soon(async () => {
      const waiting = await scene.waiting();
      meanwhile(waiting);
      expect(waiting).toBe(count);
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
    // The bodies of the second five thousand alone are 95 MiB: what holds on to letters grows by as much.
    const heaviest = { filing: [0, 0], replaying: [0, 0] };
    const weigh = (phase: keyof typeof heaviest) => (done: number) => {
      const half = done > 5_000 ? 1 : 0;
      heaviest[phase][half] = Math.max(heaviest[phase][half]!, scene.weight());
    };
    await filed(10_000, 20_000, weigh('filing'));
    const { replayId } = await scene.replayAll();
    await soon(async () => {
      const replay = await scene.replay(replayId);
      weigh('replaying')(replay.sent);
      expect(replay).toMatchObject({ state: 'done', sent: 10_000 });
    });
    await soon(() => expect(scene.heard).toHaveLength(10_000));
    for (const [first, second] of Object.values(heaviest)) expect(second! - first!).toBeLessThan(50);
  });
});

import type { LetterGroup, ReplayView } from '@polyreel/http-api';
import { DEFAULT_RETRIES, type Envelope, type QueueSpec, RabbitTransport, type Verdict } from '@polyreel/messaging';
import { Identities } from '@polyreel/service-kit';
import { MeshProcess, meshPlace } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../dist/apps/analytics-service/src/main.js', import.meta.url));
/** Two clones may be tested side by side. */
const OWN_OFFSET = Number(process.env['PORT_OFFSET'] ?? 0);

const error = { name: 'Error', code: 'broken', message: 'it failed' };
export const dead = (): Verdict => {
  const now = new Date().toISOString();
  return { kind: 'dead', error, attempts: 6, firstFailedAt: now, lastFailedAt: now };
};

/** The keeper of letters as a process of its own, on the real broker and database, and a handler that does what it is told. */
export interface LetterScene {
  readonly keeper: MeshProcess;
  readonly queue: QueueSpec;
  /** The id of every event that the handler was given, in order. */
  readonly heard: string[];
  /** What the handler makes of a message from now on. */
  verdict: () => Verdict;
  /** Publishes events whose data is of this size. */
  publish(count: number, bytes: number): Promise<void>;
  /** How many letters wait. */
  waiting(): Promise<number>;
  replay(id: string): Promise<ReplayView>;
  replayAll(): Promise<ReplayView>;
  /** What the keeper's process weighs now, in MiB. */
  weight(): number;
  remove(): Promise<void>;
}

export async function letterScene(portOffset: number): Promise<LetterScene> {
  if (!existsSync(SCRIPT)) throw new Error('there is no build: `npm test` makes one, or `npm run build`');
  const offset = portOffset + OWN_OFFSET;
  const { environment: own, remove } = await meshPlace(offset);
  const environment: Record<string, string> = { ...own, REPLAY_PER_SECOND: '2000' };
  const keeper = new MeshProcess({ script: SCRIPT, environment, services: 1 });
  const handler = new RabbitTransport({ RABBITMQ_URL: environment['RABBITMQ_URL']! }, DEFAULT_RETRIES);
  const queue: QueueSpec = {
    ...{ name: 'mood-analysis-service.suite', service: 'mood-analysis-service', handler: 'suite' },
    ...{ types: ['suite.happened.v1'], concurrency: 50 },
  };
  const identities = new Identities({ INTERNAL_SECRET: environment['INTERNAL_SECRET']! });
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
    const headers = await identities.headersFor({ userId: 'root', role: 'admin', tier: 'pro' });
    const answer = await fetch(`http://127.0.0.1:${8080 + offset}/admin/dead-letters${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return ((await answer.json()) as { data: T }).data;
  };
  const scene: LetterScene = {
    keeper,
    queue,
    heard: [],
    verdict: dead,
    async publish(count, bytes) {
      const text = 'x'.repeat(bytes);
      for (let left = count; left > 0; left -= 200) await handler.publish(Array.from({ length: Math.min(200, left) }, () => event(text)));
    },
    async waiting() {
      const { groups } = await ask<{ groups: LetterGroup[] }>('GET', '/groups');
      return groups.reduce((sum, group) => sum + group.waiting, 0);
    },
    replay: (id) => ask('GET', `/replays/${id}`),
    replayAll: () => ask('POST', '/replays', { all: true }),
    weight: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${keeper.pid}/status`, 'utf8'))![1]) / 1_024,
    async remove() {
      await keeper.kill();
      await handler.close();
      await remove();
    },
  };
  await handler.open([queue]);
  await handler.consume(queue, ({ body }) => {
    scene.heard.push((JSON.parse(Buffer.from(body).toString()) as Envelope).id);
    return Promise.resolve(scene.verdict());
  });
  await keeper.start();
  return scene;
}

const event = (text: string): Envelope => ({
  ...({ specversion: '1.0', source: 'spec', type: 'suite.happened.v1', datacontenttype: 'application/json' } as const),
  ...{ id: randomUUID(), time: new Date().toISOString(), correlationid: 'run', data: { text } },
});

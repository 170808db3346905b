import { Identities, type IdentityConfig } from '@polyreel/service-kit';
import { MeshProcess, meshPlace } from '@polyreel/testing';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../dist/apps/notification-service/src/main.js', import.meta.url));
const PORT_OFFSET = 3_300 + Number(process.env['PORT_OFFSET'] ?? 0);
const MESSAGES = 12;
/** A lease lapses after 25 s, and the last of a lane of four come after that. */
const PATIENCE = { timeout: 120_000, interval: 200 };

describe('a notification-service that is killed while it sends', () => {
  const taken: { id: string; reply: ServerResponse }[] = [];
  let answers = false;
  const receiver = createServer((request, reply) => {
    taken.push({ id: String(request.headers['webhook-id']), reply });
    request.resume();
    if (answers) reply.writeHead(204).end();
  });
  let place: Awaited<ReturnType<typeof meshPlace>>;
  let sender: MeshProcess;
  let headers: Record<string, string>;
  beforeAll(async () => {
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    place = await meshPlace(PORT_OFFSET);
    const environment = { ...place.environment, OUTBOUND_ALLOWED_HOSTS: hostOf() };
    sender = new MeshProcess({ script: SCRIPT, environment, services: 1 });
    await sender.start();
    const identities = new Identities({ INTERNAL_SECRET: place.environment['INTERNAL_SECRET'] } as IdentityConfig);
    headers = await identities.headersFor({ userId: 'ada', role: 'user', tier: 'pro' });
  });
  afterAll(async () => {
    await sender?.kill();
    receiver.closeAllConnections();
    receiver.close();
    await place?.remove();
  });
  const hostOf = () => `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const ask = async (path: string, body?: object) => {
    const reply = await fetch(`http://127.0.0.1:${8070 + PORT_OFFSET}/webhooks${path}`, {
      method: 'POST',
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    return ((await reply.json()) as { data: Record<string, string> }).data;
  };

  it('loses nothing: every message arrives, those under way again under the same id', async () => {
    const { webhookId } = await ask('', { url: `http://${hostOf()}/hook`, events: ['generation.completed'] });
    for (let sent = 0; sent < MESSAGES; sent++) await ask(`/${webhookId}/test`);
    await vi.waitFor(() => expect(taken).toHaveLength(4), PATIENCE);
    const underWay = taken.map(({ id }) => id);
    await sender.kill();
    answers = true;
    await sender.start();
    await vi.waitFor(() => expect(new Set(taken.slice(4).map(({ id }) => id)).size).toBe(MESSAGES), PATIENCE);
    const again = taken.slice(4).map(({ id }) => id);
    expect(again).toHaveLength(MESSAGES);
    expect(again).toEqual(expect.arrayContaining(underWay));
  }, 180_000);
});

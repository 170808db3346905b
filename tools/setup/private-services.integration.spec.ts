import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { postgres } from './postgres.backing.js';
import { PrivateServices } from './private-services.js';
import { rabbitmq } from './rabbitmq.backing.js';
import { redis } from './redis.backing.js';

const secrets = { postgresPassword: 'p'.repeat(32), rabbitmqPassword: 'r'.repeat(32), redisPassword: 's'.repeat(32) };
const folder = mkdtempSync(join(tmpdir(), 'polyreel-private-'));
const services = [rabbitmq(secrets, join(folder, 'rabbitmq')), postgres(secrets), redis(secrets)];

describe.each(services.map((service) => ({ name: service.name, service })))('$name, run privately', ({ service }) => {
  const privately = new PrivateServices(folder);
  // On a machine where the servers run elsewhere (Docker, another host) there is no program to start.
  const installed = service.program.installedAt() !== undefined;

  it.skipIf(!installed)('starts on a port of its own, holds a place for each realm, is found again and stops', async () => {
    const started = await privately.installed.find(service);
    if (!('url' in started)) throw new Error(started.reason);
    expect(started.how).toMatch(/started privately on port 2\d{4}/);
    const mesh = await service.prepare(started.url, 'polyreel');
    const tests = await service.prepare(started.url, 'polyreel_test');
    expect([mesh.note, tests.note]).toEqual([undefined, undefined]);
    expect(mesh.url).not.toBe(tests.url);
    expect(await service.probe(mesh.url)).toBeUndefined();

    expect(await new PrivateServices(folder).alreadyRunning.find(service)).toMatchObject({ url: started.url });
    expect(await privately.stop(service)).toBe(true);
    expect(await service.probe(started.url)).toBeTypeOf('string');
    expect(await privately.alreadyRunning.find(service)).toEqual({ reason: 'none' });
  });

  it.skipIf(!installed)('refuses who does not know its password', async () => {
    const started = await privately.installed.find(service);
    if (!('url' in started)) throw new Error(started.reason);
    const wrong = new URL(started.url);
    wrong.password = 'wrong';
    expect(await service.probe(wrong.href)).toBeTypeOf('string');
    await privately.stop(service);
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

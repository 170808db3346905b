import { servicePorts } from '@polyreel/service-kit';
import { LocalConsul } from '@polyreel/test-servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';

const PORT_OFFSET = 11_000;
const NOWHERE = 'http://127.0.0.1:1';

describe('a mesh with a Consul', () => {
  let consul: LocalConsul;
  let mesh: Mesh;
  beforeAll(async () => {
    consul = await new LocalConsul().start();
    // The static table leads nowhere: what is found is found through Consul.
    mesh = await startTestMesh(PORT_OFFSET, { CONSUL_HTTP_ADDR: consul.address, SERVICE_URL: NOWHERE });
  });
  afterAll(async () => {
    await mesh?.remove();
    await consul.stop();
  });
  const list = () => fetch(`${mesh.url}/v1/generations`, { headers: mesh.headers });

  it('has every service on the list, where it answers its check', async () => {
    const ports = new Map(consul.listed.map(({ Name, Port }) => [Name, Port - PORT_OFFSET]));
    expect(ports.size).toBeGreaterThanOrEqual(19);
    for (const [name, port] of ports) expect([name, port]).toEqual([name, servicePorts.get(name)]);
    await consul.check();
    expect((await list()).status).toBe(200);
  });

  it('goes on by what Consul said last while it is away', async () => {
    await consul.stop();
    expect((await list()).status).toBe(200);
    await consul.start();
  });

  it('says 503 and which service where none of its instances is healthy', async () => {
    const [owner] = consul.listed.filter(({ Name }) => Name === 'generation-orchestrator');
    consul.list({ ...owner!, Check: { ...owner!.Check, HTTP: NOWHERE } });
    await consul.check();
    await expect.poll(async () => (await list()).status).toBe(503);
    expect(await (await list()).json()).toMatchObject({
      error: { code: 'service_unavailable', details: { service: 'generation-orchestrator' } },
    });
  });

  it('takes itself off the list when it stops', async () => {
    expect(await mesh.stop()).toBe(0);
    expect(consul.listed).toEqual([]);
  });
});

import { LocalConsul } from '@polyreel/test-servers';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../logger.js';
import { consulOf } from './consul.client.js';
import { ConsulDiscovery } from './consul.discovery.js';
import { advertisedHost, registered, REMIND_EVERY_MS } from './consul.registration.js';
import { DiscoveryConfig } from './discovery.config.js';
import { BELIEVED_MS } from './whereabouts.js';

const log = { info: vi.fn(), warn: vi.fn(), debug: vi.fn() } as unknown as Logger & { warn: ReturnType<typeof vi.fn> };
const NAME = 'mood-analysis-service';
const away = { code: 'service_unavailable', statusCode: 503, details: { service: NAME } };

describe('a service and its Consul', () => {
  let consul: LocalConsul;
  let discovery: ConsulDiscovery;
  let config: DiscoveryConfig;
  const servers: Server[] = [];
  const endings: (() => unknown)[] = [];

  /** Something that answers /health, as a service does. */
  async function answering(): Promise<{ port: number; fall: () => void }> {
    const server = createServer((request, response) => response.writeHead(request.url === '/health' ? 200 : 404).end());
    servers.push(server.listen(0, '127.0.0.1'));
    await new Promise((resolve) => server.once('listening', resolve));
    return { port: (server.address() as AddressInfo).port, fall: () => void (server.close(), server.closeAllConnections()) };
  }
  async function registeredAt(port: number) {
    const registration = (await registered({ name: NAME, host: '127.0.0.1', port }, config, log))!;
    endings.push(() => registration.end());
    return registration;
  }
  const found = () => discovery.urlOf(NAME);

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    log.warn.mockClear();
    consul = await new LocalConsul().start();
    config = { SERVICE_URL: '', CONSUL_HTTP_ADDR: `http://${consul.address}`, CONSUL_HTTP_TOKEN: 'shown to Consul' };
    discovery = new ConsulDiscovery((await consulOf(config))!, log);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await Promise.all(endings.splice(0).map((end) => end()));
    discovery.onApplicationShutdown();
    for (const server of servers.splice(0)) server.close();
    await consul.stop().catch(() => undefined);
  });

  it('is on its list with name, port and a check of /health every 10 s, and off it after the stop', async () => {
    const { port } = await answering();
    const registration = await registeredAt(port);
    expect(consul.listed).toMatchObject([
      {
        Name: NAME,
        Address: '127.0.0.1',
        Port: port,
        Check: { HTTP: `http://127.0.0.1:${port}/health`, Interval: '10s', DeregisterCriticalServiceAfter: '1m' },
      },
    ]);
    await registration.end();
    expect(consul.listed).toEqual([]);
    expect(new Set(consul.asked.map(({ token }) => token))).toEqual(new Set(['shown to Consul']));
  });

  it('is found at once, each of its instances in turn, and not while its check fails', async () => {
    const [one, two] = [await answering(), await answering()];
    await registeredAt(one.port);
    await registeredAt(two.port);
    const [first, second, third] = [await found(), await found(), await found()];
    expect(new Set([first, second])).toEqual(new Set([`http://127.0.0.1:${one.port}`, `http://127.0.0.1:${two.port}`]));
    expect(third).toBe(first);
    one.fall();
    await consul.check();
    await vi.waitFor(async () => expect([await found(), await found()]).toEqual(Array(2).fill(`http://127.0.0.1:${two.port}`)));
    two.fall();
    await consul.check();
    await vi.waitFor(() => expect(found()).rejects.toMatchObject({ ...away, message: expect.stringContaining('healthy') as string }));
  });

  it('is followed without asking again for each request', async () => {
    await registeredAt((await answering()).port);
    for (let times = 0; times < 20; times++) await found();
    expect(consul.asked.filter(({ call }) => call.startsWith('GET /v1/health')).length).toBeLessThanOrEqual(2);
  });

  it('is put on the list again where the agent has forgotten it', async () => {
    const { port } = await answering();
    await registeredAt(port);
    consul.forget();
    vi.advanceTimersByTime(REMIND_EVERY_MS);
    await vi.waitFor(() => expect(consul.listed).toMatchObject([{ Port: port }]));
  });

  it('starts without Consul and tells it when it comes', async () => {
    await consul.stop();
    const { port } = await answering();
    await registeredAt(port);
    expect(log.warn).toHaveBeenCalledOnce();
    await consul.start();
    vi.advanceTimersByTime(REMIND_EVERY_MS);
    await vi.waitFor(() => expect(consul.listed).toMatchObject([{ Port: port }]));
    expect(await vi.waitFor(found)).toBe(`http://127.0.0.1:${port}`);
  });

  it('is found where it was last while Consul is away, which is said once, and not for ever', async () => {
    const { port } = await answering();
    await registeredAt(port);
    const url = await found();
    await consul.stop();
    await vi.waitFor(() => expect(log.warn).toHaveBeenCalledWith(expect.anything(), expect.stringContaining('what it said last is used')));
    expect(await found()).toBe(url);
    vi.setSystemTime(Date.now() + BELIEVED_MS + 60_000);
    await expect(found()).rejects.toMatchObject({ ...away, message: expect.stringContaining('Consul does not say') as string });
  });

  it('is unavailable at once where Consul never said a word', async () => {
    await consul.stop();
    await expect(found()).rejects.toMatchObject(away);
    expect(log.warn).toHaveBeenCalledWith(expect.anything(), expect.stringContaining('nothing is known of it yet'));
  });

  it('is unavailable where nobody has registered it, and a mistake where no such service exists', async () => {
    await expect(found()).rejects.toMatchObject(away);
    await expect(discovery.urlOf('unheard-of-service')).rejects.toThrow('no service is called unheard-of-service');
  });
});

describe('the host that Consul is told', () => {
  it('is the one listened on, or the machine where that is every address, or what the environment says', () => {
    expect(advertisedHost('10.1.2.3')).toBe('10.1.2.3');
    expect(advertisedHost('0.0.0.0')).not.toBe('0.0.0.0');
    expect(advertisedHost('0.0.0.0', 'mood.example')).toBe('mood.example');
  });
});

describe('the address of Consul', () => {
  afterEach(() => vi.unstubAllEnvs());
  it('may be given as Consul itself takes it, with or without a scheme', () => {
    const of = (address: string) => (vi.stubEnv('CONSUL_HTTP_ADDR', address), new DiscoveryConfig().CONSUL_HTTP_ADDR);
    expect(of('127.0.0.1:8500')).toBe('http://127.0.0.1:8500');
    expect(of('https://consul.example:8501')).toBe('https://consul.example:8501');
    expect(of('')).toBeUndefined();
    expect(() => of('unix:///run/consul')).toThrow('CONSUL_HTTP_ADDR');
  });
});

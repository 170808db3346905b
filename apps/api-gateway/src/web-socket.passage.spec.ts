import { Access, OperatorConfig } from '@polyreel/access';
import { AppError, Discovery } from '@polyreel/service-kit';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { testService, type TestedService } from '@polyreel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayConfig } from './api-gateway.config.js';
import { ApiGatewayModule } from './api-gateway.module.js';

describe('the way to real-time-service', () => {
  let service: TestedService;
  let behind: Server;
  let port = 0;
  let seen: IncomingHttpHeaders = {};

  beforeEach(async () => {
    behind = createServer((asked, answer) => {
      seen = asked.headers;
      asked.pipe(answer.writeHead(200, { 'content-type': 'text/plain' }));
    });
    behind.on('upgrade', (asked: IncomingMessage, socket: Duplex) => {
      seen = asked.headers;
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      socket.pipe(socket);
    });
    behind.listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const address = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    service = await testService(ApiGatewayModule, {
      override: (builder) =>
        builder
          .overrideProvider(GatewayConfig)
          .useValue({ CORS_ORIGINS: [], TRUSTED_PROXIES: ['127.0.0.1', '10.1.0.0/16'] })
          .overrideProvider(OperatorConfig)
          .useValue({ HOST: '127.0.0.1', ALLOW_REMOTE: false })
          .overrideProvider(Access)
          .useValue({ callerOf: () => Promise.reject(new AppError('unauthenticated', 'Nobody.', 401)) })
          .overrideProvider(Discovery)
          .useValue({ urlOf: () => Promise.resolve(address) }),
    });
    await service.app.listen(0, '127.0.0.1');
    port = (service.app.getHttpServer().address() as AddressInfo).port;
  });
  afterEach(async () => {
    await service.stop();
    behind.closeAllConnections();
    behind.close();
  });

  const upgrade = (path: string, more: Record<string, string> = {}, localAddress?: string) => {
    const asking = request({
      port,
      path,
      host: '127.0.0.1',
      localAddress,
      headers: { connection: 'Upgrade', upgrade: 'websocket', cookie: 'a=b', authorization: 'Bearer x', ...more },
    });
    asking.end();
    return new Promise<{ status?: number; socket?: Duplex }>((resolve, reject) => {
      asking.on('upgrade', (_, socket) => resolve({ socket }));
      asking.on('response', ({ statusCode }) => resolve({ status: statusCode }));
      asking.on('error', reject);
    });
  };

  it('carries a WebSocket both ways', async () => {
    const { socket } = await upgrade('/socket.io/?EIO=4&transport=websocket');
    socket!.write('to and fro');
    const [echoed] = (await once(socket!, 'data')) as [Buffer];
    expect(echoed.toString()).toBe('to and fro');
    socket!.destroy();
  });

  it('takes no cookie and no key along, and says where the client came from', async () => {
    const { socket } = await upgrade('/socket.io/?EIO=4&transport=websocket');
    expect(seen).toMatchObject({ upgrade: 'websocket', 'x-forwarded-for': '127.0.0.1' });
    expect(seen).not.toHaveProperty('cookie');
    expect(seen).not.toHaveProperty('authorization');
    socket!.destroy();
  });

  const claims = [
    ['the client behind one proxy', '203.0.113.7', '203.0.113.7'],
    ['the client behind two', '203.0.113.7, 10.1.2.3', '203.0.113.7'],
    ['not what the client itself put before', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ] as const;
  it.each(claims)('tells %s that are trusted', async (_, claimed, told) => {
    const { socket } = await upgrade('/socket.io/?EIO=4&transport=websocket', { 'x-forwarded-for': claimed, 'x-real-ip': '6.6.6.6' });
    expect(seen['x-forwarded-for']).toBe(told);
    expect(seen).not.toHaveProperty('x-real-ip');
    socket!.destroy();
    await service.app.inject({
      url: '/socket.io/?EIO=4&transport=polling',
      headers: { 'x-forwarded-for': claimed },
      remoteAddress: '127.0.0.1',
    });
    expect(seen['x-forwarded-for']).toBe(told);
  });

  it('believes nobody else about where they are', async () => {
    const path = '/socket.io/?EIO=4&transport=websocket';
    const { socket } = await upgrade(path, { 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7' }, '127.0.0.2');
    expect(seen['x-forwarded-for']).toBe('127.0.0.2');
    expect(seen).not.toHaveProperty('forwarded');
    socket!.destroy();
  });

  it('opens to no other path', async () => {
    expect((await upgrade('/socket.io/../admin')).status).toBe(404);
    expect((await upgrade('/v1/generations')).status).toBe(404);
  });

  it('answers 503 where the service is away', async () => {
    behind.closeAllConnections();
    await new Promise((resolve) => behind.close(resolve));
    expect((await upgrade('/socket.io/?EIO=4')).status).toBe(503);
  });

  it('carries long polling, body and all', async () => {
    const answer = await service.app.inject({
      method: 'POST',
      url: '/socket.io/?EIO=4&transport=polling&sid=x',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      payload: '40{"token":"t"}',
    });
    expect(answer.body).toBe('40{"token":"t"}');
  });
});

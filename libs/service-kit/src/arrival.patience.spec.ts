import { Body, Controller, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TakesUploads } from './arrival.patience.js';
import { Public } from './identity.js';
import { type RunningService, startService } from './run-service.js';
import { Service } from './service.decorator.js';

let begun: () => void;

@Public()
@Controller()
class Door {
  @Post('words')
  words(@Body() body: unknown) {
    return body;
  }

  @Post('files')
  @TakesUploads()
  files(@Req() { routeOptions }: FastifyRequest) {
    begun();
    return { upload: (routeOptions.config as { upload?: boolean }).upload };
  }
}

@Service({ name: 'session-service', controllers: [Door] })
class DoorModule {}

describe('whoever does not come to the end of a request', () => {
  let service: RunningService;
  beforeEach(async () => {
    vi.stubEnv('INTERNAL_SECRET', 'a secret for tests, as long as it must be');
    vi.stubEnv('REQUEST_TIMEOUT_SECONDS', '1');
    service = await startService(DoorModule, { port: 0 });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await service.stop();
  });

  const begin = (path: string) => {
    const { hostname, port } = new URL(service.url.replace('[::1]', '127.0.0.1'));
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => (said += text));
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a":`);
    return { socket, over: once(socket, 'close').then(() => said), said: () => said };
  };

  it('is hung up on', async () => {
    expect(await begin('/words').over).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('has longer where a file is taken', async () => {
    const file = begin('/files');
    // Begun after it, and hung up on: so much time has passed.
    await begin('/words').over;
    expect([file.said(), file.socket.destroyed]).toEqual(['', false]);
    begun = vi.fn();
    file.socket.write('"b"}');
    await expect.poll(file.said).toContain('{"upload":true}');
    expect(begun).toHaveBeenCalled();
    file.socket.destroy();
  });
});

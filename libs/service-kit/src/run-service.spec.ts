import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { afterEach, expect, it, vi } from 'vitest';
import { Public } from './identity.js';
import { startService } from './run-service.js';
import { Service } from './service.decorator.js';

@Public()
@Controller()
class EndlessFeed {
  @Get('feed')
  feed(@Res() reply: FastifyReply) {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write(': still here\n\n');
  }
}

@Service({ name: 'session-service', controllers: [EndlessFeed] })
class FeedModule {}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

it('a service stops although somebody still reads from it', async () => {
  vi.stubEnv('INTERNAL_SECRET', 'a secret for tests, as long as it must be');
  const service = await startService(FeedModule, { port: 0 });
  const feed = await fetch(`${service.url}/feed`);
  const reading = feed.text().catch(() => 'cut off');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stopping = service.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  await stopping;
  expect(await reading).toBe('cut off');
});

import { FileDeleted } from '@polyreel/contracts';
import { Handles, KillSwitchConfig, type KillSwitchSettings, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testService, type TestedService } from './test-service.js';

let heard = 0;

@Handles(FileDeleted, { concurrency: 1 })
class Broken {
  handle() {
    throw new Error('what it needs is away');
  }
}

@Handles(FileDeleted)
class Sound {
  handle() {
    heard++;
  }
}

@Service({ name: 'storage-service', imports: [MessagingModule], providers: [Broken, Sound] })
class HalfBrokenModule {}

const settings: KillSwitchSettings = {
  activation: 4,
  tripShare: 0.5,
  trackingMs: 60_000,
  pauseMs: 600_000,
  longestPauseMs: 600_000,
  trials: 1,
};

describe('a service with a handler that keeps failing', () => {
  let service: TestedService;
  beforeEach(async () => {
    heard = 0;
    service = await testService(HalfBrokenModule, {
      override: (builder) => builder.overrideProvider(KillSwitchConfig).useValue({ settings }),
    });
  });
  afterEach(() => service.stop());
  const send = () => service.send(FileDeleted({ fileId: randomUUID(), ownerId: 'owner', reason: 'old' }));
  const ready = async () => {
    const answer = await service.app.inject('/ready');
    return { code: answer.statusCode, ...answer.json<{ status: string; concerns?: string[] }>() };
  };

  it('says that it is ready, and has no concern, while nothing fails', async () => {
    expect(await ready()).toEqual({ code: 200, status: 'ready', service: 'storage-service', checks: { broker: 'up' } });
  });

  it('pauses that one, goes on with the others, and says so where it is asked whether it is ready', async () => {
    for (let sent = 0; sent < 10; sent++) await send();
    await service.broker.until(() => heard === 10);
    const concerns = ['storage-service.broken is paused: its handler keeps failing'];
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ code: 200, status: 'degraded', concerns }));
    const { body } = await service.app.inject('/metrics');
    expect(body).toContain('app_consumers_paused{queue="storage-service.broken"} 1');
    expect(body).toContain('app_consumers_paused{queue="storage-service.sound"} 0');
    expect(body).toContain('app_kill_switch_trips_total{queue="storage-service.broken"} 1');
  });
});

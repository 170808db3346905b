import { RealTimeUpdateSent } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';

const WINDOW_MS = 5_000;

/** Sums up what went out to whom, so that a thousand updates are one event. */
@Injectable()
export class DeliveryCount implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private counts = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly publisher: EventPublisher,
    private readonly service: ServiceIdentity,
  ) {}

  /** `updateType`: `generation_update`, `voice_update`, `job:progress`. */
  delivered(userId: string, updateType: string): void {
    const key = JSON.stringify([userId, updateType]);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tell(), WINDOW_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.tell();
  }

  private async tell(): Promise<void> {
    const counts = this.counts;
    if (counts.size === 0) return;
    this.counts = new Map();
    const summed = [...counts].map(([key, count]) => {
      const [userId, updateType] = JSON.parse(key) as [string, string];
      return RealTimeUpdateSent({ userId, updateType, count, deliveryStatus: 'delivered' });
    });
    await this.publisher
      .commit(() => summed)
      .catch((error: unknown) => loggerFor(this.service.name).warn({ err: error }, 'the count of updates was not told'));
  }
}

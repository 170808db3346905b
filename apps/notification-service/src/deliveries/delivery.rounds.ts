import { NotificationSent } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { Cadence, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Attempts } from './attempts.repository.js';
import { ATTEMPT_TIMEOUT_MS, type Courier } from './courier.port.js';
import { type Caps, Deliveries } from './deliveries.repository.js';
import type { LeasedDelivery, Outcome } from './delivery.types.js';
import { DeliveryAftermath } from './delivery.aftermath.js';
import { failureOf } from './delivery.failure.js';
import { waitAfter } from './retry.schedule.js';

/** Where the couriers are injected. */
export const COURIERS = Symbol('Couriers');

const LOOK_EVERY_MS = 1_000;
/** Requests under way in one process. They wait for other people's servers and cost a socket each. */
const SLOTS = 64;
const CAPS: Caps = { perLane: 4, perUser: 12, email: 16 };
/** A silent sender keeps a delivery so long: what one try may take, and the time to write down how it went. */
const LEASE_SECONDS = (ATTEMPT_TIMEOUT_MS + 10_000) / 1_000;
const STOP_PATIENCE_MS = 10_000;

/** Leases what is due, has it carried, and writes down how it went together with the event that says so. */
@Injectable()
export class DeliveryRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private readonly cadence: Cadence;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly deliveries: Deliveries,
    private readonly attempts: Attempts,
    private readonly aftermath: DeliveryAftermath,
    private readonly publisher: EventPublisher,
    @Inject(COURIERS) private readonly couriers: readonly Courier[],
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
    this.cadence = new Cadence(LOOK_EVERY_MS, () => this.round(), this.log);
  }

  onApplicationBootstrap(): void {
    this.deliveries.whenDue(() => this.cadence.now());
    this.cadence.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.cadence.stop();
    // What a slow receiver still holds is sent again elsewhere once its lease lapses.
    await Promise.race([Promise.all(this.underWay), pause(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }

  private async round(): Promise<void> {
    const free = SLOTS - this.underWay.size;
    if (free <= 0) return;
    for (const delivery of await this.deliveries.lease(free, LEASE_SECONDS, CAPS)) {
      const sent = this.send(delivery)
        .catch((error: unknown) => this.log.error({ err: error, delivery: delivery.id }, 'how a delivery went could not be written down'))
        .finally(() => {
          this.underWay.delete(sent);
          this.cadence.now();
        });
      this.underWay.add(sent);
    }
  }

  private async send(delivery: LeasedDelivery): Promise<void> {
    const begun = performance.now();
    const outcome = await this.carried(delivery);
    const durationMs = performance.now() - begun;
    const waitMs = outcome.kind === 'failed' && !outcome.final ? waitAfter(delivery, outcome.retryAfterMs) : undefined;
    await this.publisher.commit(async () => {
      const held = await this.deliveries.record(delivery, outcome, waitMs);
      await this.attempts.ended(delivery, outcome, durationMs);
      if (!held) return [];
      const told = await this.aftermath.of(delivery, outcome, waitMs === undefined);
      return waitMs === undefined ? [...told, sentEvent(delivery, outcome)] : told;
    });
  }

  private async carried(delivery: LeasedDelivery): Promise<Outcome> {
    const courier = this.couriers.find(({ method }) => method === delivery.method);
    if (!courier) throw new Error(`nobody carries ${delivery.method}`);
    try {
      return await courier.carry(delivery);
    } catch (error) {
      this.log.debug({ err: error, delivery: delivery.id }, 'a delivery failed');
      return { kind: 'failed', ...failureOf(error) };
    }
  }
}

const sentEvent = ({ userId, kind, method, notificationId }: LeasedDelivery, outcome: Outcome) =>
  NotificationSent({
    userId,
    notificationType: kind,
    deliveryMethod: method,
    deliveryStatus: outcome.kind,
    notificationId: notificationId ?? undefined,
  });

import { Inject, Injectable } from '@nestjs/common';
import { loggerFor } from '@polyreel/service-kit';
import type { Envelope } from '../envelope.js';
import { MessagingConfig } from '../messaging.config.js';
import { RETRY_POLICY, type RetryPolicy } from '../retry-policy.js';
import { published } from '../telemetry/producer-span.js';
import { bodyOf, type Delivery, isAwaited, type QueueSpec, type Subscription, Transport, type Verdict } from '../transport.js';
import { declareOnce } from './declare-once.js';
import { declareTopology, removeBinding } from './declare-topology.js';
import { propertiesOf } from './message-headers.js';
import { type QueueOwner, RabbitConsumer } from './rabbit.consumer.js';
import { type ConnectionPair, SharedConnections } from './shared-connections.js';
import { EVENTS, topologyFor } from './topology.js';
import { VerdictSettlement } from './verdict-settlement.js';

/** RabbitMQ through golevelup's connections: confirms, retries by copy, dead letters, drain. */
@Injectable()
export class RabbitTransport extends Transport {
  private pair?: ConnectionPair;
  private queues: readonly QueueSpec[] = [];
  private readonly log = loggerFor('messaging');
  private readonly owner: QueueOwner = {
    declare: (queue) => declareTopology(this.config.RABBITMQ_URL, topologyFor([queue], this.retries)),
    unbind: (queue, type) => removeBinding(this.config.RABBITMQ_URL, queue.name, EVENTS, type),
  };

  constructor(
    private readonly config: MessagingConfig,
    @Inject(RETRY_POLICY) private readonly retries: RetryPolicy,
  ) {
    super();
  }

  async open(queues: readonly QueueSpec[]): Promise<void> {
    await declareOnce(this.config.RABBITMQ_URL, topologyFor(queues, this.retries));
    this.pair = await SharedConnections.acquire(this.config.RABBITMQ_URL);
    this.queues = queues;
    this.pair.publishing.managedConnection.on('connect', this.declareAgain);
  }

  /** A broker that was killed may have forgotten a queue or binding that it was told of a moment before. */
  private readonly declareAgain = (): void => {
    declareOnce(this.config.RABBITMQ_URL, topologyFor(this.queues, this.retries)).catch((error: unknown) =>
      this.log.error({ err: error }, 'the queues could not be declared again after a reconnection'),
    );
  };

  async publish(envelopes: readonly Envelope[]): Promise<void> {
    const { publisher } = this.opened();
    await Promise.all(
      envelopes.map((envelope) =>
        published(envelope, EVENTS, () =>
          publisher.send({
            exchange: EVENTS,
            routingKey: envelope.type,
            body: bodyOf(envelope),
            options: { ...propertiesOf(envelope), mandatory: isAwaited(envelope.type) },
          }),
        ),
      ),
    );
  }

  async consume(queue: QueueSpec, deliver: (delivery: Delivery) => Promise<Verdict>): Promise<Subscription> {
    const { consuming, publisher, watchdog } = this.opened();
    const settlement = new VerdictSettlement(publisher, this.retries.delaysMs, this.log);
    const consumer = new RabbitConsumer(consuming, queue, deliver, settlement, this.owner, this.log);
    await consumer.start();
    watchdog.watch(consumer);
    return {
      drain: () => {
        watchdog.forget(consumer);
        return consumer.drain();
      },
    };
  }

  get healthy(): boolean {
    return this.pair !== undefined && this.pair.publishing.connected && this.pair.consuming.connected;
  }

  async close(): Promise<void> {
    if (!this.pair) return;
    this.pair.publishing.managedConnection.off('connect', this.declareAgain);
    this.pair = undefined;
    await SharedConnections.release(this.config.RABBITMQ_URL);
  }

  private opened(): ConnectionPair {
    if (!this.pair) throw new Error('the transport is not open');
    return this.pair;
  }
}

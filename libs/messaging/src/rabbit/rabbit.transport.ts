import { Inject, Injectable } from '@nestjs/common';
import { catalogue } from '@polyreel/contracts';
import { loggerFor } from '@polyreel/service-kit';
import type { Envelope } from '../envelope.js';
import { type Overheard, RECORDED_AT_ONCE } from '../keeps-history.decorator.js';
import type { Letter, Returnable } from '../letter.js';
import { MessagingConfig } from '../messaging.config.js';
import { RETRY_POLICY, type RetryPolicy } from '../retry-policy.js';
import { published } from '../telemetry/producer-span.js';
import {
  bodyOf,
  type Consumption,
  type Delivery,
  isAwaited,
  type QueueSpec,
  type Subscription,
  Transport,
  type Verdict,
} from '../transport.js';
import { declareOnce } from './declare-once.js';
import { declareTopology, stopListening } from './declare-topology.js';
import { historyIntake } from './history-intake.js';
import { handlerIntake } from './handler-intake.js';
import { returnOptions } from './letter-headers.js';
import { letterIntake } from './letter-intake.js';
import { propertiesOf } from './message-headers.js';
import { type Intake, RabbitConsumer, type Source } from './rabbit.consumer.js';
import { type ConnectionPair, SharedConnections } from './shared-connections.js';
import { deadQueue, DIRECT_TO_QUEUE, EVENTS, HISTORY_QUEUE, historyPlace, restingPlaces, skippedQueue, topologyFor } from './topology.js';
import { VerdictSettlement } from './verdict-settlement.js';

/** Of each resting place: filing is a row each, and a place is seldom busy. */
const LETTERS_AT_ONCE = 4;

/** RabbitMQ through golevelup's connections: confirms, retries by copy, dead letters, drain. */
@Injectable()
export class RabbitTransport extends Transport {
  private pair?: ConnectionPair;
  private queues: readonly QueueSpec[] = [];
  private readonly log = loggerFor('messaging');

  constructor(
    private readonly config: MessagingConfig,
    @Inject(RETRY_POLICY) private readonly retries: RetryPolicy,
  ) {
    super();
  }

  async open(queues: readonly QueueSpec[]): Promise<void> {
    await declareOnce(this.url, topologyFor(queues, this.retries));
    this.pair = await SharedConnections.acquire(this.url);
    this.queues = queues;
    this.pair.publishing.managedConnection.on('connect', this.declareAgain);
  }

  /** A broker that was killed may have forgotten a queue or binding that it was told of a moment before. */
  private readonly declareAgain = (): void => {
    declareOnce(this.url, topologyFor(this.queues, this.retries)).catch((error: unknown) =>
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

  async consume(queue: QueueSpec, deliver: (delivery: Delivery) => Promise<Verdict>): Promise<Consumption> {
    const { log, retries, url } = this;
    const settlement = new VerdictSettlement(this.opened().publisher, retries.delaysMs, log);
    const unbind = (type: string) => stopListening(url, queue.name, type);
    const declare = () => declareTopology(url, topologyFor([queue], retries));
    return this.consumed(queue, handlerIntake({ queue, deliver, settlement, unbind, log }), declare);
  }

  async keepLetters(services: readonly string[], file: (letter: Letter) => Promise<void>): Promise<Subscription> {
    const { publisher } = this.opened();
    await declareOnce(this.url, restingPlaces(services));
    const places = services.flatMap((service) => [
      { service, place: deadQueue(service), kind: 'dead' as const },
      { service, place: skippedQueue(service), kind: 'skipped' as const },
    ]);
    const kept = await Promise.all(
      places.map(({ service, place, kind }) =>
        this.consumed(
          { name: place, concurrency: LETTERS_AT_ONCE },
          letterIntake({ place, kind, file, publisher, delaysMs: this.retries.delaysMs, log: this.log }),
          () => declareTopology(this.url, restingPlaces([service])),
        ),
      ),
    );
    return { drain: async () => void (await Promise.all(kept.map((subscription) => subscription.drain()))) };
  }

  async keepHistory(record: (overheard: Overheard) => Promise<void>): Promise<Subscription> {
    const place = historyPlace([...catalogue.keys()].filter((type) => !isAwaited(type)));
    await declareOnce(this.url, place);
    const source = { name: HISTORY_QUEUE, concurrency: RECORDED_AT_ONCE };
    return this.consumed(source, historyIntake(record, this.log), () => declareTopology(this.url, place));
  }

  async handBack(letter: Returnable, replay: string): Promise<void> {
    const body = Buffer.from(letter.body);
    await this.opened().publisher.send({
      exchange: DIRECT_TO_QUEUE,
      routingKey: letter.queue,
      body,
      options: returnOptions(letter, replay),
    });
  }

  get healthy(): boolean {
    return this.pair !== undefined && this.pair.publishing.connected && this.pair.consuming.connected;
  }

  async close(): Promise<void> {
    if (!this.pair) return;
    this.pair.publishing.managedConnection.off('connect', this.declareAgain);
    this.pair = undefined;
    await SharedConnections.release(this.url);
  }

  private async consumed(source: Source, intake: Intake, declare: () => Promise<void>): Promise<Consumption> {
    const { consuming, watchdog } = this.opened();
    const consumer = new RabbitConsumer(consuming, source, intake, declare, this.log);
    await consumer.start();
    watchdog.watch(consumer);
    return {
      pause: () => consumer.pause(),
      resume: (atOnce) => consumer.resume(atOnce),
      drain: () => {
        watchdog.forget(consumer);
        return consumer.drain();
      },
    };
  }

  private get url(): string {
    return this.config.RABBITMQ_URL;
  }

  private opened(): ConnectionPair {
    if (!this.pair) throw new Error('the transport is not open');
    return this.pair;
  }
}

import { Injectable } from '@nestjs/common';
import type { Envelope } from '../envelope.js';
import { MessagingConfig } from '../messaging.config.js';
import { type QueueSpec, type Subscription, Transport } from '../transport.js';

/** RabbitMQ through golevelup. Under construction: refuses to start rather than pretend. */
@Injectable()
export class RabbitTransport extends Transport {
  readonly healthy = false;
  constructor(private readonly config: MessagingConfig) {
    super();
  }
  open(_queues: readonly QueueSpec[]): Promise<void> {
    return Promise.reject(new Error(`the RabbitMQ transport is not there yet (${new URL(this.config.RABBITMQ_URL).host})`));
  }
  publish(_envelopes: readonly Envelope[]): Promise<void> {
    return Promise.reject(new Error('not there yet'));
  }
  consume(): Promise<Subscription> {
    return Promise.reject(new Error('not there yet'));
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

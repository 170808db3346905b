import { Module } from '@nestjs/common';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { DiscoveryModule } from '@nestjs/core';
import { KillSwitchConfig } from './kill-switch/kill-switch.config.js';
import { EventPublisher } from './event-publisher.js';
import { MessagingConfig } from './messaging.config.js';
import { logging } from './middleware/logging.middleware.js';
import { metrics } from './middleware/metrics.middleware.js';
import { MIDDLEWARES } from './middleware/middleware.js';
import { tracing } from './middleware/tracing.middleware.js';
import { RabbitTransport } from './rabbit/rabbit.transport.js';
import { DEFAULT_RETRIES, RETRY_POLICY } from './retry-policy.js';
import { Subscriber } from './subscriber.js';
import { Transport } from './transport.js';

/** Gives a service its handlers' queues and the publisher. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    MessagingConfig,
    KillSwitchConfig,
    { provide: Transport, useClass: RabbitTransport },
    { provide: RETRY_POLICY, useValue: DEFAULT_RETRIES },
    {
      provide: MIDDLEWARES,
      useFactory: (service: ServiceIdentity) => [tracing, logging(loggerFor(service.name)), metrics],
      inject: [ServiceIdentity],
    },
    EventPublisher,
    Subscriber,
  ],
  exports: [EventPublisher, Transport, RETRY_POLICY],
})
export class MessagingModule {}

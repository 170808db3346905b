/** Events in, events out: the one library that knows the broker. */
export * from './dispatcher.js';
export * from './envelope.js';
export * from './event-publisher.js';
export * from './handles.decorator.js';
export * from './in-memory.transport.js';
export * from './messaging.config.js';
export * from './messaging.module.js';
export * from './permanent.error.js';
export * from './retry-policy.js';
export * from './subscriber.js';
export * from './transport.js';
export * from './unit-of-work.js';

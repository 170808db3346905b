/** A service's rows: one schema each, committed together with its events. */
export * from './database.config.js';
export * from './database.js';
export * from './database.module.js';
export * from './outbox-relay.js';
export * from './postgres.unit-of-work.js';

/** A service's rows: one schema each, committed together with its events. */
export * from './database.config.js';
export * from './database.js';
export * from './database.module.js';
export * from './outbox-relay.js';
export * from './group-commit.js';
export { alone, type Ticket } from './one-statement.js';
export * from './postgres.unit-of-work.js';
export * from './steady.client.js';

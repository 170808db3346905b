/** What every service stands on: configuration, logging, identity, health, start and stop. */
export * from './app.error.js';
export * from './cadence.js';
export * from './config.js';
export * from './discovery/discovery.js';
export * from './failure.filter.js';
export * from './identity.js';
export * from './load-json.js';
export * from './logger.js';
export * from './readiness.js';
export * from './run-service.js';
export * from './service-registry.js';
export * from './service.decorator.js';
export * from './telemetry/telemetry.js';
export * from './with-folder.js';

/** Servers of a spec's own, for any library's specs: nothing here knows ours. */
export * from './local-collector.js';
export * from './local-consul.js';
export * from './test-database.js';
export * from './test-vhost.js';

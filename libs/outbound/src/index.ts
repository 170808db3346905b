/** Requests to addresses that users name: they reach the internet and nothing of ours. */
export * from './outbound.config.js';
export * from './outbound.module.js';
export * from './outbound.js';
export * from './public-address.js';
export * from './url-refused.error.js';

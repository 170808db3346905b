/** Redis: what need not be worked out twice, and what several instances must hear at once. */
export * from './cache.config.js';
export * from './cache.js';
export * from './cache.module.js';
export * from './redis-connection.js';
export * from './shared.redis.js';

/** What specs stand on. */
export * from './mesh-process.js';
export * from './test-database.js';
export * from './test-service.js';
export * from './test-vhost.js';

/** What specs stand on. */
export * from './test-service.js';

/** What specs stand on. */
export * from './mesh-process.js';
export * from './test-service.js';
export { testDatabase, type TestDatabase, testVhost } from '@polyreel/test-servers';

/** What specs stand on. */
export * from './fake-provider/fake-provider.client.js';
export * from './fake-provider/modes.js';
export type { LedgerEntry, LedgerEvent } from './fake-provider/provider-ledger.js';
export type { Rule } from './fake-provider/rule.js';
export * from './mesh-process.js';
export * from './samples.js';
export * from './test-service.js';
export { testDatabase, type TestDatabase, testVhost } from '@polyreel/test-servers';

/** What specs stand on. */
export * from './fake-provider/fake-provider.client.js';
export * from './fake-provider/modes.js';
export type { LedgerEntry, LedgerEvent } from './fake-provider/provider-ledger.js';
export type { Rule } from './fake-provider/rule.js';
export * from './fake-speech/fake-speech.server.js';
export * from './mesh-process.js';
export * from './samples.js';
export * from './send-prepared.js';
export * from './spoken/bad-recordings.js';
export { spoken } from './spoken/spoken.js';
export * from './spoken/spoken.types.js';
export * from './spoken/wordless.js';
export * from './test-service.js';
export { testDatabase, type TestDatabase, testVhost } from '@polyreel/test-servers';

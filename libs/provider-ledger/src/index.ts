/** Paid calls: written down before they are made, resumed after a crash, never made twice. */
export * from './abandoned-operations.js';
export * from './call-patience.config.js';
export * from './operations.controller.js';
export * from './outright-calls.js';
export * from './paid-calls.js';
export * from './paid-takes.js';
export * from './provider-ledger.js';
export * from './provider-ledger.module.js';
export * from './provider-operations.migration.js';

/** Polyreel's API for programs: types from its OpenAPI document, and the way from a prompt to a film. */
export * from './api.error.js';
export type { components, operations, paths } from './api.schema.js';
export * from './polyreel.client.js';
export * from './server-sent-events.js';

/** The public API as schemas: shared by the gateway, the services that own the resources, and the clients. */
export * from './answer.js';
export * from './dead-letter.api.js';
export * from './generation.api.js';
export * from './file-id.js';
export * from './provider-operation.api.js';

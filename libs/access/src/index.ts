/** Who somebody from outside is: access tokens, API keys, the operator's key, and what of them no longer holds. */
export * from './access.js';
export * from './access-claims.js';
export * from './access.module.js';
export * from './door.js';
export * from './operator.config.js';
export * from './revocations.js';
export * from './sightings.js';

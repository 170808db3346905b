/** Who can draw, film, speak and translate: ports, the models that are known, and the order in which they are asked. */
export * from './generation.port.js';
export * from './model-card.js';
export * from './provider-chain.js';
export * from './provider.error.js';
export * from './remote-operations.port.js';

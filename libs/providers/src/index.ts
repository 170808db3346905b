/** Who can draw, film, speak and translate: ports, the models that are known, and the order in which they are asked. */
export * from './generation.port.js';
export type { FetchedOutput } from './http/output-fetcher.js';
export { isRemote, ModelCard, modelCards, type RemoteModelCard } from './model-card.js';
export * from './provider-chain.js';
export * from './provider.error.js';
export * from './provider-registry.js';
export * from './providers.config.js';
export * from './providers.module.js';
export * from './remote-operations.port.js';
export * from './remote-provider.js';
export * from './speech/first-that-listens.js';
export * from './speech/pocketsphinx/pocketsphinx.engine.js';
export * from './speech/speech.config.js';
export * from './speech/speech.module.js';
export * from './speech/speech.port.js';
export * from './speech/speech-registry.js';

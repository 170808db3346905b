/** Every event of the mesh and the film language they are told in. */
export * from './communication.events.js';
export * from './content.events.js';
export * from './define-event.js';
export * from './film.js';
export * from './generation-options.js';
export * from './generation.events.js';
export * from './job.events.js';
export * from './media.events.js';
export * from './messaging.events.js';
export * from './narration.js';
export * from './picture-size.js';
export * from './prompt.events.js';
export * from './scene.events.js';
export * from './speech.js';
export * from './storage-reference.js';
export * from './user.events.js';
export * from './voice.events.js';

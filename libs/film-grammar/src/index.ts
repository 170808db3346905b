/** How films are put together and put into words: shots, coverage, styles, the English of the film language. Pure rules, no service. */
export type { Analyses, Spoken } from './analyses.js';
export { alignSpeech, type Span } from './align-speech.js';
export * from './coverage.js';
export * from './english.js';
export * from './fit-to-options.js';
export * from './join-shots.js';
export * from './phrase-book.js';
export * from './shot-lengths.js';
export * from './shot-phrases.js';
export * from './styles.js';
export * from './word-forms.js';
export * from './spoken-shots.js';

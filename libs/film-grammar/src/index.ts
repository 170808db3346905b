/** How films are put together: shots, coverage, continuity, and the wording of a style. Pure rules, no service. */
export type { Analyses } from './analyses.js';
export * from './coverage.js';
export * from './join-shots.js';
export * from './phrase-book.js';
export * from './shot-lengths.js';
export * from './word-forms.js';

/** How films are put together: shots, coverage, continuity, and the wording of a style. Pure rules, no service. */
export * from './phrase-book.js';
export * from './word-forms.js';

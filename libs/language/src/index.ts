export { type ConceptMatch, FilmLexicon } from './lexicon/film-lexicon.js';
export { type Category, type MeaningOf, vocabulary, type Vocabulary } from './lexicon/vocabulary.js';

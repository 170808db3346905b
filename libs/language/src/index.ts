export { type ConceptMatch, FilmLexicon } from './lexicon/film-lexicon.js';
export { type Category, type MeaningOf, vocabulary, type Vocabulary } from './lexicon/vocabulary.js';
export { type DetectedLanguage, LanguageDetector } from './detection/language-detector.js';
export { normalizeLanguage } from './detection/language-tag.js';
export { Concepts, type FoundColour, type FoundConcept } from './concepts/concepts.js';
export { type CleaningStep, cleanText, type CleanText } from './cleaning/clean-text.js';
export { alignSentences, type AlignedPair } from './segmentation/align-sentences.js';
export { splitSentences } from './segmentation/split-sentences.js';

import { LanguageDetector } from '@polyreel/language';

// Loaded with the module: a run's moves are pure and wait for nothing.
const detector = await LanguageDetector.load();

/** What language a transcript reads like. */
export const languageOfText = (text: string) => detector.detect(text);

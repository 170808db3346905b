import { type DataOf, TextPreprocessed, TextTranslated } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { preprocess } from './preprocessing.model.js';

/** Makes a prompt ready for analysis: clean, in sentences, and allowed. */
@Handles(TextTranslated, { emits: [TextPreprocessed] })
export class PreprocessText {
  handle({ generationId, textHash, originalText, translatedText, sourceLanguage, targetLanguage }: DataOf<typeof TextTranslated>) {
    return TextPreprocessed({
      generationId,
      textHash,
      sourceLanguage,
      ...preprocess({ originalText, translatedText, sourceLanguage, targetLanguage }),
    });
  }
}

import type { DataOf, TextPreprocessed, TextTranslated } from '@polyreel/contracts';
import { alignSentences, cleanText, isInstructionLike, moderate, splitSentences } from '@polyreel/language';

type Translated = Pick<DataOf<typeof TextTranslated>, 'originalText' | 'translatedText' | 'sourceLanguage' | 'targetLanguage'>;
type Preprocessed = Pick<
  DataOf<typeof TextPreprocessed>,
  'originalText' | 'processedText' | 'sentences' | 'preprocessingSteps' | 'blocked'
>;
type Step = Preprocessed['preprocessingSteps'][number];

/** Cleans, moderates and cuts a prompt and its translation. A text that nothing is left of stays one empty sentence. */
export function preprocess({ originalText, translatedText, sourceLanguage, targetLanguage }: Translated): Preprocessed {
  const original = cleanText(originalText);
  const translated = cleanText(translatedText);
  const blocked = refusal(original.text, sourceLanguage) ?? refusal(translated.text, targetLanguage);
  const [originals, translations] = [splitSentences(original.text, sourceLanguage), splitSentences(translated.text, targetLanguage)];
  const pairs = alignSentences(originals, translations);
  const sentences = (pairs.length ? pairs : [{ original: original.text, translated: translated.text }]).map((pair, index) => ({
    index,
    ...pair,
  }));
  const instructive = isInstructionLike(original.text) || isInstructionLike(translated.text);
  return {
    originalText: original.text,
    processedText: translated.text,
    sentences,
    preprocessingSteps: [
      ...original.steps,
      ...translated.steps.filter(({ changed }) => changed).map((step) => ({ ...step, step: `translation_${step.step}` })),
      ...(instructive ? [{ step: 'instruction_like', changed: false, detail: 'reads like an instruction to a model; kept as text' }] : []),
      segmentation(originals.length, translations.length, sentences.length),
      { step: 'moderation', changed: false, detail: blocked ? `refused: ${blocked.category}` : 'allowed' },
    ],
    blocked,
  };
}

function refusal(text: string, language: string): Preprocessed['blocked'] {
  const verdict = moderate(text, language);
  return verdict.allowed ? undefined : { category: verdict.category, reason: verdict.reason };
}

function segmentation(originals: number, translations: number, pairs: number): Step {
  const detail =
    originals === translations ? `${pairs} sentences` : `${originals} and ${translations} sentences paired by length to ${pairs}`;
  return { step: 'sentences', changed: originals !== translations, detail };
}

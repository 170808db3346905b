import { moderate } from '@polyreel/language';
import { error, type PromptCheck, repaired, warning } from './prompt-check.port.js';

/** Unicode scripts of the composite ISO 15924 codes. */
const COMPOSITE: Record<string, string[]> = { Hans: ['Han'], Hant: ['Han'], Jpan: ['Han', 'Hira', 'Kana'], Kore: ['Hang', 'Han'] };

/** Letters of the script that a language is written in; undefined for an unknown language. */
function scriptOf(language: string): RegExp | undefined {
  const script = language.startsWith('und') ? undefined : new Intl.Locale(language).maximize().script;
  if (!script) return undefined;
  try {
    const letters = (COMPOSITE[script] ?? [script]).map((name) => String.raw`\p{Script=${name}}`);
    return new RegExp(`[${letters.join('')}]`, 'gu');
  } catch {
    return undefined; // a script that this Unicode version has no letters of
  }
}

const lettersIn = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
const share = (text: string, letters: RegExp) => (text.match(letters)?.length ?? 0) / Math.max(1, lettersIn(text));

/** The caption is in the writer's language: at least some of its letters are of that language's script. */
export const captionLanguage: PromptCheck = (prompt, sourceLanguage) => {
  const { originalText, text } = prompt.shot;
  if (originalText.trim() === '' && text.trim() !== '')
    return {
      prompt: { ...prompt, shot: { ...prompt.shot, originalText: text } },
      findings: [repaired('missing_caption', 'the English text stands in for a missing caption')],
    };
  const script = scriptOf(sourceLanguage);
  const foreign = script && lettersIn(originalText) > 0 && share(originalText, script) < 0.2;
  return { prompt, findings: foreign ? [warning('caption_language', `the caption is not written as ${sourceLanguage} is`)] : [] };
};

/** The generators understand English best: a prompt that is mostly in another script was never translated. */
export const promptLanguage: PromptCheck = (prompt) => {
  const untranslated = share(prompt.imagePrompt, /\p{Script=Latin}/gu) < 0.7;
  return { prompt, findings: untranslated ? [warning('untranslated', 'the prompt is largely in another script than English')] : [] };
};

/** What moderation refuses must not come back through a translation. */
export const bannedContent: PromptCheck = (prompt, sourceLanguage) => {
  const verdicts = [
    moderate(prompt.imagePrompt, 'en'),
    moderate(prompt.videoPrompt, 'en'),
    moderate(prompt.shot.originalText, sourceLanguage),
  ];
  const refused = verdicts.find((verdict) => !verdict.allowed);
  return { prompt, findings: refused ? [error('banned_content', `moderation refuses it: ${refused.category}`)] : [] };
};

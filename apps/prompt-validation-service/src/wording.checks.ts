import { type PromptCheck, repaired, rewrite, warning } from './prompt-check.port.js';
import { rubric } from './rubric.loader.js';

/** A slot that no template filled would be drawn as braces. */
export const unresolvedSlots: PromptCheck = (prompt) =>
  rewrite(
    prompt,
    (text) =>
      tidy(
        text.replace(/\{\{?\s*[\w.-]*\s*\}?\}|\[(?:subject|place|action|style|camera|mood|light)\]|\bundefined\b|\bnull\b(?=[\s,.])/gi, ''),
      ),
    repaired('unresolved_slot', 'a template slot that nothing filled was taken out'),
  );

/** "the the dog", and a sentence told twice. */
export const duplicateWords: PromptCheck = (prompt) =>
  rewrite(
    prompt,
    (text) => onceEach(text.replace(/\b([\p{L}\p{N}]{2,})(?:\s+\1\b)+/giu, '$1')),
    repaired('duplicate_words', 'words that stood twice in a row were told once'),
  );

/** Too long for the strictest provider: whole sentences go, from the second last, so that subject and style stay. */
export const tooLong: PromptCheck = (prompt) =>
  rewrite(
    prompt,
    (text, field) => shortened(text, rubric.limits[field]),
    repaired('too_long', 'it was shortened to what every provider takes'),
  );

export const tooShort: PromptCheck = (prompt) => ({
  prompt,
  findings:
    prompt.imagePrompt.length < rubric.shortest
      ? [warning('too_short', `fewer than ${rubric.shortest} characters leave the picture to chance`)]
      : [],
});

const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ ?,(?:\s*,)+/g, ',')
    .replace(/,\s*\./g, '.')
    .replace(/ ([,.])/g, '$1')
    .replace(/\.(?:\s*\.)+/g, '.')
    .trim();

const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+/);

function onceEach(text: string): string {
  const sentences = sentencesOf(text);
  const unique = sentences.filter((one, at) => sentences.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === at);
  return unique.length === sentences.length ? text : unique.join(' ');
}

function shortened(text: string, limit: number): string {
  const sentences = sentencesOf(text);
  while (sentences.length > 2 && sentences.join(' ').length > limit) sentences.splice(-2, 1);
  const whole = sentences.join(' ');
  if (whole.length <= limit) return whole;
  const cut = whole.slice(0, limit);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[,;:\s]+$/, '');
}

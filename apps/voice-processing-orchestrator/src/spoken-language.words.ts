import type { DecidedLanguage, Opinion } from './spoken-language.model.js';

export const percent = (score: number) => `${Math.round(score * 100)} %`;

export const nameOf = (tag: string) =>
  tag === 'und' ? 'an unknown language' : (new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag);

const SAYS: Record<Opinion['by'], string> = {
  caller: 'the caller says',
  ear: 'it sounds like',
  engine: 'the engine heard',
  text: 'the text reads like',
};

/** The decision in a sentence, with everybody's word where they disagree. */
export function told({ code, confidence, opinions, agreed }: DecidedLanguage): string {
  const decision = code === 'und' ? 'Nobody can tell the language' : `It is taken as ${nameOf(code)} (${percent(confidence)})`;
  if (agreed) return `${decision}.`;
  const words = opinions.map((opinion) => `${SAYS[opinion.by]} ${nameOf(opinion.code)} (${percent(opinion.confidence)})`);
  return `${decision}, but opinions differ: ${words.join(', ')}.`;
}

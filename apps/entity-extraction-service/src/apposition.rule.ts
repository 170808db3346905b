import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { type Figure, isAct, type Parsed } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

const Persons = z.strictObject({
  /** Words for a person that say no more than age, with what they say. */
  vague: z.record(z.string(), z.array(z.string())),
  /** People whose emoji shows no human being. */
  drawnOtherwise: z.array(z.string()),
});
const { vague: vagueWords, drawnOtherwise } = loadJson(import.meta.url, './persons.json', Persons);

const isHuman = ({ concept, emoji }: Figure) => drawnOtherwise.includes(concept) || /\p{Emoji_Modifier_Base}/u.test(emoji ?? '');

/** Joins two nouns that are one figure: "صياد عجوز" is one old fisherman, a grandfather clock no grandfather. */
export function joinAppositions(parsed: Parsed, grammar: Grammar): void {
  for (let i = 0; i + 1 < parsed.figures.length;) {
    const [one, next] = [parsed.figures[i]!, parsed.figures[i + 1]!];
    const gone = sideBySide(parsed, one, next)
      ? (personIn(one, next) ?? (grammar.language === 'en' ? modifierIn(one, next) : undefined))
      : undefined;
    if (gone) parsed.figures.splice(parsed.figures.indexOf(gone), 1);
    else i++;
  }
}

const sideBySide = ({ text, signs }: Parsed, one: Figure, next: Figure) =>
  /^\s?$/.test(text.slice(one.end, next.start)) && !signs.some((sign) => isAct(sign) && sign.start >= one.end && sign.end <= next.start);

/** Of two words for one human being, the one that only says that it is one. */
function personIn(one: Figure, next: Figure): Figure | undefined {
  if (!isHuman(one) || !isHuman(next) || one.concept === next.concept) return undefined;
  const vague = one.concept in vagueWords ? one : next.concept in vagueWords ? next : undefined;
  if (!vague) return undefined;
  const other = vague === one ? next : one;
  other.qualities.push(...vagueWords[vague.concept]!);
  return vague;
}

/** In English the first of two nouns describes the second; a place that does so is a place all the same. */
function modifierIn(one: Figure, next: Figure): Figure | undefined {
  if (one.kind === 'location' || next.kind === 'location') return undefined;
  next.qualities.push(one.concept.slice(0, 40));
  return one;
}

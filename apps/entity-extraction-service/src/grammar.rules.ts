import { Relation } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const Order = z.strictObject({
  /** Where colours, sizes and qualities stand, seen from their noun. */
  adjectives: z.enum(['before', 'after']),
  /** Where a word of place stands, seen from the place: before it (preposition) or after it (postposition). */
  relations: z.enum(['before', 'after']),
  /** Relations that stand before the place though the others stand after it. */
  relationsBefore: z.array(Relation).default([]),
  verb: z.enum(['first', 'middle', 'last']),
  counts: z.enum(['before', 'after']),
});
const words = z.record(z.string(), z.array(z.string().min(1)));
const GrammarFile = z.strictObject({
  default: Order,
  byLanguage: z.record(z.string(), Order.partial()),
  and: words,
  another: words,
  /** What follows the one who acts. */
  subject: words,
  pronouns: words,
});
const NegationFile = z.record(
  z.string(),
  z.strictObject({
    /** Before the thing that is not there. */
    before: z.array(z.string()).default([]),
    /** After it. */
    after: z.array(z.string()).default([]),
    /** Before the verb of what does not happen. */
    verb: z.array(z.string()).default([]),
  }),
);

const file = loadJson(import.meta.url, './grammar.json', GrammarFile);
const negations = loadJson(import.meta.url, './negation.json', NegationFile);
const idioms = loadJson(import.meta.url, './idioms.json', words);

/** How a language builds its sentences, as far as attaching words to figures needs it. */
export interface Grammar extends z.infer<typeof Order> {
  language: string;
  and: RegExp | undefined;
  another: RegExp | undefined;
  /** At the very place where a subject's name ends. */
  subject: RegExp | undefined;
  pronouns: RegExp | undefined;
  idioms: RegExp | undefined;
  absent: { before: RegExp | undefined; after: RegExp | undefined };
  notDone: RegExp | undefined;
}

const grammars = new Map<string, Grammar>();

/** The grammar of a language tag; an unlisted language is read as English is built. */
export function grammarOf(tag: string): Grammar {
  const language = tag.split('-', 1)[0]!;
  const known = grammars.get(language);
  if (known) return known;
  const negation = negations[language];
  const grammar = {
    ...file.default,
    ...file.byLanguage[language],
    language,
    and: anyOf(file.and[language]),
    another: anyOf(file.another[language]),
    subject: file.subject[language] && new RegExp(`^(?:${alternatives(file.subject[language])})`, 'u'),
    pronouns: anyOf(file.pronouns[language]),
    idioms: anyOf(idioms[language]),
    absent: { before: anyOf(negation?.before), after: anyOf(negation?.after) },
    notDone: anyOf(negation?.verb),
  };
  grammars.set(language, grammar);
  return grammar;
}

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whole words, or substrings where a script has no spaces; longest first. */
function anyOf(list: string[] | undefined): RegExp | undefined {
  if (!list || list.length === 0) return undefined;
  const unspaced = list.filter((word) => UNSPACED.test(word));
  const spaced = list.filter((word) => !UNSPACED.test(word));
  const patterns = [
    ...(spaced.length > 0 ? [`(?<![\\p{L}\\p{M}])(?:${alternatives(spaced)})(?![\\p{L}\\p{M}])`] : []),
    ...(unspaced.length > 0 ? [`(?:${alternatives(unspaced)})`] : []),
  ];
  return new RegExp(patterns.join('|'), 'giu');
}

const alternatives = (list: string[]) =>
  list
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'))
    .join('|');

import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { primaryCode } from '../../lexicon/languages.js';
import { spell } from '../../lexicon/orthography.js';

const code = z.string().regex(/^[a-z]{2,3}$/);
const Order = z.strictObject({
  adjective: z.enum(['before', 'after']),
  adposition: z.enum(['before', 'after']),
  verb: z.enum(['initial', 'medial', 'second', 'final']),
});
const Language = Order.partial().extend({ drop: z.string(), words: z.record(z.string(), z.string()) });
const file = loadJson(
  import.meta.url,
  './grammar.json',
  z.strictObject({ about: z.string(), default: Order, languages: z.record(code, Language), sameAs: z.record(code, code) }),
);

/** As much of a language's grammar as a gloss needs: its order, and the little words that hold a sentence together. */
export interface Grammar extends z.infer<typeof Order> {
  /** Spelled words that say nothing in a gloss. */
  drop: ReadonlySet<string>;
  /** Spelled word → English. */
  words: ReadonlyMap<string, string>;
}

const loaded = new Map<string, Grammar>();

/** The grammar of a language tag; a near relative's or English order where there is none. */
export function grammarOf(language: string): Grammar {
  const primary = primaryCode(language);
  const grammar = loaded.get(primary) ?? read(primary);
  loaded.set(primary, grammar);
  return grammar;
}

function read(primary: string): Grammar {
  const { drop = '', words = {}, ...order } = file.languages[primary] ?? file.languages[file.sameAs[primary] ?? ''] ?? {};
  return {
    ...file.default,
    ...order,
    drop: new Set(drop.split(' ').map((word) => spell(word, primary))),
    words: new Map(Object.entries(words).map(([word, english]) => [spell(word, primary), english])),
  };
}

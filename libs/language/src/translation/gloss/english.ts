import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const list = z.array(z.string().min(1));
const english = loadJson(
  import.meta.url,
  './english.json',
  z.strictObject({
    about: z.string(),
    massNouns: list,
    oneOfAKind: list,
    plurals: z.record(z.string(), z.string()),
    /** How a time, a season, an era or a weather is told where it describes no thing. */
    times: z.record(z.string(), z.string()),
    /** Concepts of mood, weather and era that are adjectives. */
    describing: list,
    /** Counts that are followed by "of". */
    counts: z.record(z.string(), z.string()),
    bare: list,
    /** Places that one is on, not in. */
    on: list,
    /** Verbs that take an object. */
    transitive: list,
    adverbs: z.record(z.string(), z.string()),
  }),
);
const mass = new Set(english.massNouns);
const unique = new Set(english.oneOfAKind);
const describing = new Set(english.describing);
const bare = new Set(english.bare);
const on = new Set(english.on);
const transitive = new Set(english.transitive);

/** Where something happens at a place whose adposition is not told. */
export const placePreposition = (place: string): string => (on.has(place) ? 'on' : 'in');

export const takesObject = (verb: string): boolean => transitive.has(verb);

/** `slow` → `slowly`; undefined for what does not describe how something is done. */
export const adverb = (quality: string): string | undefined => english.adverbs[quality];

/** Whether a concept of mood, weather or era describes a thing rather than being one. */
export const describes = (concept: string): boolean => describing.has(concept);

/** `sunset` → `at sunset`. */
export const timePhrase = (concept: string): string => english.times[concept] ?? concept;

/** `herd` → `a herd of`. */
export const countPhrase = (count: string): string => english.counts[count] ?? count;

/** Of a noun's last word. */
export function plural(noun: string): string {
  if (english.plurals[noun]) return english.plurals[noun];
  const [, head = '', last = noun] = /^(.* )?([^ ]+)$/.exec(noun) ?? [];
  if (mass.has(last)) return noun;
  if (english.plurals[last]) return head + english.plurals[last];
  if (/(?:s|x|z|ch|sh)$/.test(last)) return `${noun}es`;
  return /[^aeiou]y$/.test(last) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** Third person, present, of a phrase's first word: `fly` → `flies`, `take off` → `takes off`. Past forms stay. */
export function thirdPerson(verb: string): string {
  const [first = '', ...rest] = verb.split(' ');
  const inflected = /(?:s|x|z|ch|sh|o)$/.test(first) ? `${first}es` : /[^aeiou]y$/.test(first) ? `${first.slice(0, -1)}ies` : `${first}s`;
  const finished = /(?:ed|ing)$/.test(first) || /(?:[^s]s)$/.test(first) ? first : inflected;
  return [first === 'be' ? 'is' : first === 'have' ? 'has' : finished, ...rest].join(' ');
}

/** `a`, `an`, `the` or nothing before a singular noun phrase that begins with `phrase` and whose noun is `noun`. */
export function article(phrase: string, noun: string): string {
  const last = noun.split(' ').at(-1)!;
  if (mass.has(noun) || mass.has(last) || bare.has(noun) || /(?:[^s]s)$/.test(last) || Object.values(english.plurals).includes(noun))
    return '';
  if (unique.has(noun)) return 'the ';
  return /^[aeiou]/i.test(phrase) && !/^(?:uni|one\b|eu|us[eu])/i.test(phrase) ? 'an ' : 'a ';
}

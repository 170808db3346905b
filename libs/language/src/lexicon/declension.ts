import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import type { Form } from './word-list.js';

const Declensions = z.record(
  z.string(),
  z.array(
    z.strictObject({
      /** What the form ends in: a nominative plural, or a genitive singular that looks like one. A pattern. */
      ending: z.string(),
      /** What takes its place in the dative, instrumental and locative plural, which have one set of endings for all genders. */
      cases: z.array(z.string()),
    }),
  ),
);

const declensions = loadJson(import.meta.url, './declensions.json', Declensions);

/** A stem of fewer letters says too little to stand in other cases. */
const SHORTEST_STEM = 3;

/**
 * The plurals of nouns that a word list leaves out because they follow from what it has: between trees, on mountains. Only of single words, and
 * none that the list gives to something already.
 */
export function declined(code: string, listed: readonly Form[]): Form[] {
  const rules = (declensions[code] ?? []).map(({ ending, cases }) => ({ ending: new RegExp(`(?:${ending})$`, 'u'), cases }));
  const inCase = (form: string) => rules.some(({ cases }) => cases.some((as) => form.endsWith(as)));
  const taken = new Set(listed.map(({ form }) => form));
  return listed
    .filter(({ category, form }) => (category === 'thing' || category === 'place') && /^\p{L}+$/u.test(form))
    .flatMap((noun) =>
      rules.flatMap(({ ending, cases }) => {
        const stem = noun.form.replace(ending, '');
        return stem === noun.form || stem.length < SHORTEST_STEM || inCase(noun.form)
          ? []
          : cases.map((as) => ({ ...noun, form: stem + as }));
      }),
    )
    .filter(({ form }) => !taken.has(form) && taken.add(form));
}

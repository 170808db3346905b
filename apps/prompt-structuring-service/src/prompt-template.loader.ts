import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

/** What a template may ask for; a capital first letter asks for the phrase as the beginning of a sentence. */
export const SLOTS = ['view', 'shown', 'story', 'light', 'mood', 'movement', 'look', 'motion', 'avoid'] as const;
export type Slot = (typeof SLOTS)[number];

const SLOT = /\{(\w+)\}/g;
const known = (pattern: string) =>
  [...pattern.matchAll(SLOT)].every(([, name]) => (SLOTS as readonly string[]).includes(name!.toLowerCase()));
const pattern = z.string().min(1).refine(known, 'has an unknown slot');

/** The wording of one style's prompts. A change of words is a new version: a finished film names the one it was made with. */
export const PromptTemplate = z.strictObject({
  name: z.string().min(1),
  version: z.number().int().min(1),
  image: pattern,
  video: pattern,
  negative: pattern,
});
export type PromptTemplate = z.infer<typeof PromptTemplate>;

export const promptTemplates = loadJson(import.meta.url, './templates/prompt-templates.json', z.array(PromptTemplate).min(1));

/** The newest template of a style; styles without one of their own use the first, with their own look in it. */
export function templateFor(style: string): PromptTemplate {
  const versions = promptTemplates.filter(({ name }) => name === style).sort((a, b) => b.version - a.version);
  return versions[0] ?? promptTemplates[0]!;
}

/** Fills a pattern. An empty phrase takes the blank and the comma before it along. */
export function filled(text: string, phrases: Record<Slot, string>): string {
  const words = text.replace(SLOT, (_, name: string) => {
    const phrase = phrases[name.toLowerCase() as Slot];
    return /^[A-Z]/.test(name) ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase;
  });
  return words
    .replace(/\s+/g, ' ')
    .replace(/ ?, (?=[,.])/g, '')
    .replace(/ ([,.])/g, '$1')
    .replace(/([.!?])(?:\s*\.)+/g, '$1')
    .trim();
}

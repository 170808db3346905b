import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { cleanText } from '../cleaning/clean-text.js';
import { normalizeLanguage } from '../detection/language-tag.js';
import { type Findings, scan } from './scan.js';
import { TermGroup } from './terms.js';

export const ModerationCategory = z.enum([
  'sexual_minors',
  'sexual_real_person',
  'sexual_explicit',
  'graphic_violence',
  'self_harm',
  'dangerous_instructions',
  'extremism',
  'hate',
]);
export type ModerationCategory = z.infer<typeof ModerationCategory>;

/** Whether a text may be made into a film; if not, why, and by which rule of `rules.json`. */
export type ModerationVerdict = { allowed: true } | { allowed: false; category: ModerationCategory; reason: string; rule: string };

const rules = loadJson(
  import.meta.url,
  './rules.json',
  z.array(
    z.strictObject({
      id: z.string(),
      category: ModerationCategory,
      reason: z.string(),
      /** One term of each of these groups must stand in one sentence, or with `scope: text` anywhere. */
      all: z.array(TermGroup).min(1),
      scope: z.enum(['sentence', 'text']).default('sentence'),
      /** The terms stand at most this many words apart. */
      within: z.number().int().positive().optional(),
      /** A term of these groups in the same sentence gives another sense to it: a documentary, a rescue, a fight against. */
      unless: z.array(TermGroup).default([]),
    }),
  ),
);
type Rule = (typeof rules)[number];

const SENTENCE_END = /[.!?。！？।؟۔\n]+(?=\s|$)|[。！？।\n]/u;

/**
 * Judges a text of any language by embedded rules, after cleaning it of what hides words; the first rule that fits decides, the gravest first. `language` (BCP 47) adds the
 * terms that are harmless in other languages. Judges words, not pictures, and knows no irony: it is the first line, not the last.
 */
export function moderate(raw: string, language?: string): ModerationVerdict {
  const { text } = cleanText(raw);
  const tag = language ? (normalizeLanguage(language).split('-')[0] ?? 'und') : 'und';
  const languages = new Set([tag]);
  const sentences = text
    .split(SENTENCE_END)
    .filter((sentence) => sentence.trim())
    .map((sentence) => scan(sentence, languages));
  const whole: Findings = new Map();
  for (const findings of [...sentences, scan(text, languages)])
    for (const [group, places] of findings) whole.set(group, [...(whole.get(group) ?? []), ...places]);
  const broken = rules.find((rule) => (rule.scope === 'text' ? [whole] : sentences).some((findings) => applies(rule, findings)));
  return broken ? { allowed: false, category: broken.category, reason: broken.reason, rule: broken.id } : { allowed: true };
}

/** Whether a text tries to instruct a model. Nothing is done about it but to say so: every model of the mesh gets texts as data. */
export function isInstructionLike(text: string): boolean {
  return scan(cleanText(text).text, new Set()).has('instruction');
}

function applies({ all, unless, within }: Rule, findings: Findings): boolean {
  if (!all.every((group) => findings.has(group)) || unless.some((group) => findings.has(group))) return false;
  if (!within) return true;
  const [first, second] = all.map((group) => findings.get(group) ?? []);
  return (first ?? []).some((one) => (second ?? []).some((other) => Math.abs(one - other) <= within));
}

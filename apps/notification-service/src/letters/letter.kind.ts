import { z } from 'zod';

export const LetterKind = z.enum([
  'verify_email',
  'reset_password',
  'welcome',
  'film_ready',
  'film_failed',
  'voice_ready',
  'voice_failed',
  'budget_80',
  'budget_100',
  'webhook_disabled',
  'account_erased',
]);
export type LetterKind = z.infer<typeof LetterKind>;

/** What a letter fills in. Dates are ISO 8601, months `2026-11`, numbers numbers; the writer puts them into the reader's language. */
export const LetterValues = z.partialRecord(
  z.enum(['until', 'prompt', 'code', 'month', 'spent', 'budget', 'url']),
  z.union([z.string(), z.number()]),
);
export type LetterValues = z.infer<typeof LetterValues>;
export type Placeholder = keyof LetterValues;

/** What each letter must name, in every language. */
export const PLACEHOLDERS: Record<LetterKind, readonly Placeholder[]> = {
  verify_email: ['until'],
  reset_password: ['until'],
  welcome: [],
  film_ready: ['prompt'],
  film_failed: ['prompt', 'code'],
  voice_ready: [],
  voice_failed: ['code'],
  budget_80: ['month', 'spent', 'budget'],
  budget_100: ['month', 'spent', 'budget'],
  webhook_disabled: ['url'],
  account_erased: [],
};

/** Letters with something to press. */
export const WITH_ACTION: readonly LetterKind[] = [
  'verify_email',
  'reset_password',
  'film_ready',
  'film_failed',
  'voice_ready',
  'voice_failed',
];
/** Letters that people can switch off, and are told so. */
export const SWITCHABLE: readonly LetterKind[] = LetterKind.exclude([
  'verify_email',
  'reset_password',
  'welcome',
  'account_erased',
]).options;

import type { DataOf, PromptValidated, ShotPrompt } from '@polyreel/contracts';

export type Problem = DataOf<typeof PromptValidated>['validationResult']['problems'][number];
export type Finding = Omit<Problem, 'shotIndex'>;

/** The texts of a prompt that a generator reads. */
export const TEXTS = ['imagePrompt', 'videoPrompt', 'negativePrompt'] as const;

/** Looks for one kind of problem in one shot's prompt; gives back the prompt, repaired where it could be, and what was found. */
export type PromptCheck = (prompt: ShotPrompt, sourceLanguage: string) => { prompt: ShotPrompt; findings: Finding[] };

export const repaired = (code: string, message: string): Finding => ({ code, message, severity: 'warning', repaired: true });
export const warning = (code: string, message: string): Finding => ({ code, message, severity: 'warning', repaired: false });
export const error = (code: string, message: string): Finding => ({ code, message, severity: 'error', repaired: false });

/** Lets a function go over the texts of a prompt; reports `finding` once where it changed any. */
export function rewrite(
  prompt: ShotPrompt,
  change: (text: string, field: (typeof TEXTS)[number]) => string,
  finding: Finding,
): ReturnType<PromptCheck> {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, change(prompt[field], field)])) as Pick<ShotPrompt, (typeof TEXTS)[number]>;
  const changed = TEXTS.some((field) => texts[field] !== prompt[field]);
  return changed ? { prompt: { ...prompt, ...texts }, findings: [finding] } : { prompt, findings: [] };
}

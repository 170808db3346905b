import { z } from 'zod';

export const ProviderName = z.enum(['replicate', 'comfyui']);
export type ProviderName = z.infer<typeof ProviderName>;

export const TakeKind = z.enum(['image', 'video']);
export type TakeKind = z.infer<typeof TakeKind>;

/** What a caller can ask of a provider. */
export const CallKind = z.enum(['submit', 'poll', 'list', 'cancel', 'upload', 'output']);
export type CallKind = z.infer<typeof CallKind>;

/**
 * What becomes of one HTTP request. `refuse`: nothing happens inside. All others do what was asked and then do not say so properly:
 * `error` answers a server error, `hang` nothing at all, `cut` half a body, `kill` sends a signal to a process and then answers nothing.
 */
export const Answer = z.discriminatedUnion('how', [
  z.object({ how: z.literal('normal'), delayMs: z.number().min(0).default(0) }),
  z.object({
    how: z.literal('refuse'),
    status: z.number().int().min(300).max(599),
    retryAfterSeconds: z.number().min(0).optional(),
    body: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ how: z.literal('error'), status: z.number().int().min(500).max(599).default(500) }),
  z.object({ how: z.literal('hang'), unheard: z.boolean().default(false) }),
  z.object({ how: z.literal('cut'), unheard: z.boolean().default(false) }),
  z.object({ how: z.literal('kill'), pid: z.number().int().min(2), signal: z.string().default('SIGKILL') }),
]);
export type Answer = z.infer<typeof Answer>;

/** What becomes of the work that a submit begins. */
export const Fate = z.object({
  /** How long it waits before it is begun; what is cancelled until then costs nothing. */
  queueMs: z.number().min(0).default(0),
  /** How long it runs. */
  runMs: z.number().min(0).default(20),
  /** It runs until a test releases it. */
  held: z.boolean().default(false),
  outcome: z.enum(['succeeded', 'failed', 'content_blocked']).default('succeeded'),
  /** What lies at the output's address: the take, a page of HTML, nothing, half of it; `elsewhere` gives another address, `none` none. */
  output: z.enum(['take', 'html', 'gone', 'elsewhere', 'none']).default('take'),
  /** For `elsewhere`. */
  outputUrl: z.string().default('http://169.254.169.254/latest/meta-data'),
  /** It is told to stop, says yes and goes on: its result, and its callback, come after the cancel. */
  ignoresCancel: z.boolean().default(false),
});
export type Fate = z.infer<typeof Fate>;

/** Which calls are treated how. Of several rules that match, the first counts. */
export const Rule = z.object({
  on: CallKind.default('submit'),
  provider: ProviderName.optional(),
  kind: TakeKind.optional(),
  /** A part of the caller's key. */
  key: z.string().optional(),
  /** Only so many matching calls. */
  first: z.number().int().min(1).optional(),
  /** Only this share of the matching calls, drawn with the seed. */
  share: z.number().min(0).max(1).optional(),
  seed: z.number().int().default(1),
  answer: Answer.optional(),
  fate: Fate.partial().optional(),
});
export type Rule = z.input<typeof Rule>;

/** What a rule is held against. */
export interface Call {
  on: CallKind;
  provider: ProviderName;
  kind?: TakeKind;
  key?: string;
}

export interface Treatment {
  answer: Answer;
  fate: Fate;
}

/** The rules in force, and how often each was used. */
export class RuleBook {
  private rules: { rule: z.output<typeof Rule>; used: number; chance: () => number }[] = [];

  replace(rules: readonly unknown[]): void {
    this.rules = rules.map((one) => {
      const rule = Rule.parse(one);
      return { rule, used: 0, chance: chances(rule.seed) };
    });
  }

  treatmentOf(call: Call): Treatment {
    const found = this.rules.find(
      ({ rule, used, chance }) =>
        matches(rule, call) && used < (rule.first ?? Infinity) && (rule.share === undefined || chance() < rule.share),
    );
    if (found) found.used += 1;
    return { answer: found?.rule.answer ?? { how: 'normal', delayMs: 0 }, fate: Fate.parse(found?.rule.fate ?? {}) };
  }
}

const matches = ({ on, provider, kind, key }: z.output<typeof Rule>, call: Call): boolean =>
  on === call.on &&
  (provider === undefined || provider === call.provider) &&
  (kind === undefined || kind === call.kind) &&
  (key === undefined || (call.key?.includes(key) ?? false));

/** The same numbers between 0 and 1 for the same seed (a linear congruential generator; these are only tests). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  next();
  return next;
}

/** Credits: what a person has, what is set aside for films in the making, and how much they let themselves spend. */
import { Tier } from '@polyreel/contracts';
import { z } from 'zod';

/** Whole credits; one is a US cent. */
const Credits = z.number().int().min(0);

/** The largest budget: no month costs more. */
const MOST_BUDGET = 100_000_000;

export const BudgetRequest = z.strictObject({
  credits: Credits.max(MOST_BUDGET).nullable().describe('Credits for a calendar month (UTC); null takes the budget away.'),
});

export const BudgetView = z.object({
  /** Unset for the budget of the whole account. */
  keyId: z.uuid().optional(),
  credits: Credits.nullable(),
  spent: Credits.describe('Spent or set aside in this month.'),
  percent: z.number().int().min(0).nullable(),
});
export type BudgetView = z.infer<typeof BudgetView>;

export const UsageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, { message: 'This cursor was not given by us.' })
    .optional(),
});
export type UsageQuery = z.infer<typeof UsageQuery>;

/** What one generation took. */
export const GenerationSpending = z.object({
  generationId: z.string(),
  keyId: z.string().nullable(),
  reserved: Credits,
  settled: Credits.nullable().describe('What it cost in the end; null while it runs, and where it cost nothing because it failed.'),
  released: Credits.nullable().describe('What came back; null while it runs.'),
  reservedAt: z.string(),
});
export type GenerationSpending = z.infer<typeof GenerationSpending>;

export const UsageView = z.object({
  tier: Tier,
  balance: z.number().int().describe('What may still be spent. Below nothing only for operators.'),
  reserved: Credits.describe('Set aside for films in the making.'),
  month: z.string().describe('YYYY-MM, UTC.'),
  monthlyCredits: Credits.describe('What the tier grants every month.'),
  spentThisMonth: Credits.describe('Spent or set aside in this month.'),
  budget: BudgetView,
  keyBudgets: z.array(BudgetView),
  generations: z.array(GenerationSpending),
  nextCursor: z.string().nullable(),
});
export type UsageView = z.infer<typeof UsageView>;

/** The most that one generation may reserve. */
const MOST_RESERVED = 1_000_000;

/** Asked by generation-orchestrator before it accepts a generation. */
export const ReservationRequest = z.strictObject({ generationId: z.uuid(), credits: Credits.max(MOST_RESERVED) });
export const Reservation = z.object({ generationId: z.uuid(), credits: Credits, balance: z.number().int() });
export type Reservation = z.infer<typeof Reservation>;

/** What generation-orchestrator says of a generation that credits were reserved for. One that it never accepted is refused for good. */
export const Reckoning = z.discriminatedUnion('status', [
  z.object({ status: z.literal('running') }),
  z.object({ status: z.literal('completed'), costCredits: Credits }),
  z.object({ status: z.enum(['failed', 'cancelled', 'never_accepted']) }),
]);
export type Reckoning = z.infer<typeof Reckoning>;

import { z } from 'zod';

export const OperationStep = z.enum(['intent', 'submitted', 'succeeded', 'failed', 'unknown']);

export const ListOperationsQuery = z.object({
  state: OperationStep.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** How an operator says that an unknown call ended, after a look at the provider's own books. */
export const ResolveOperationRequest = z.object({
  outcome: z.enum(['succeeded', 'failed']),
  /** What the provider billed, in US dollars. */
  costUsd: z.number().min(0).max(10_000).default(0),
  note: z.string().trim().min(1).max(1_000),
});

/** A call to a paid provider, as the ledger has it. */
export const OperationView = z.object({
  callKey: z.string(),
  provider: z.string(),
  model: z.string(),
  state: OperationStep,
  operationId: z.string().nullable(),
  costUsd: z.number(),
  error: z.object({ errorClass: z.string(), message: z.string() }).nullable(),
  note: z.string().nullable(),
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
});

export const OperationPage = z.object({ operations: z.array(OperationView) });

export const OperationResolved = z.object({ callKey: z.string(), outcome: ResolveOperationRequest.shape.outcome });

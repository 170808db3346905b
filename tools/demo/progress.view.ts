import { z } from 'zod';

/** One step of a run, as its event stream tells it. */
export const ProgressView = z.object({
  status: z.string().optional(),
  progress: z.number().optional(),
  phase: z.string().optional(),
  message: z.string().optional(),
});
export type ProgressView = z.infer<typeof ProgressView>;

export const isOver = (status: string | undefined): boolean => status === 'completed' || status === 'failed' || status === 'cancelled';

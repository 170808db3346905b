import { GenerationCancelled, GenerationCompleted, GenerationFailed, GenerationProgressed } from '@polyreel/contracts';
import type { Received } from '@polyreel/messaging';
import { z } from 'zod';

/** What a watcher of a generation is told. */
export const LiveUpdate = z.object({
  generationId: z.string(),
  status: z.enum(['processing', 'completed', 'failed', 'cancelled']),
  progress: z.number().optional(),
  phase: z.string().optional(),
  message: z.string(),
  at: z.string(),
});
export type LiveUpdate = z.infer<typeof LiveUpdate>;

/** The workflow events that a watcher hears of. */
export const WATCHED = [GenerationProgressed, GenerationCompleted, GenerationFailed, GenerationCancelled] as const;

export const isLast = ({ status }: LiveUpdate): boolean => status !== 'processing';

/** Says an event of a run in the words of the live feed. */
export function updateOf(data: { generationId: string }, { type, time: at }: Pick<Received, 'type' | 'time'>): LiveUpdate {
  const { generationId } = data;
  const told = data as Partial<Record<'progress' | 'phase' | 'message' | 'degraded', never>>;
  switch (type) {
    case GenerationCompleted.type:
      return {
        generationId,
        status: 'completed',
        progress: 100,
        phase: 'done',
        message: told.degraded ? 'The film is finished, with flaws.' : 'The film is finished.',
        at,
      };
    case GenerationFailed.type:
      return { generationId, status: 'failed', phase: told.phase, message: told.message ?? 'The generation failed.', at };
    case GenerationCancelled.type:
      return { generationId, status: 'cancelled', message: 'The generation was cancelled.', at };
    default:
      return { generationId, status: 'processing', progress: told.progress, phase: told.phase, message: told.message ?? '', at };
  }
}

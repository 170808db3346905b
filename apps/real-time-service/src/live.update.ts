import {
  type DataOf,
  GenerationCancelled,
  GenerationCompleted,
  GenerationFailed,
  GenerationProgressed,
  type JobProgressed,
  JobState,
} from '@polyreel/contracts';
import type { Received } from '@polyreel/messaging';
import { z } from 'zod';
import { VoiceUpdate } from './voice.update.js';

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

/** What a watcher is told of a piece of long work. `generationId` is the run that it belongs to, also where that is a recording. */
export const JobUpdate = z.object({
  generationId: z.string(),
  jobId: z.string(),
  job: z.string(),
  state: JobState,
  progress: z.number(),
  at: z.string(),
});
export type JobUpdate = z.infer<typeof JobUpdate>;

/** One thing that a feed tells, by the name that its watchers know it by. */
export const Told = z.union([
  z.object({ event: z.literal('generation_update'), update: LiveUpdate }),
  z.object({ event: z.literal('voice_update'), update: VoiceUpdate }),
  z.object({ event: z.templateLiteral(['job:', JobState]), update: JobUpdate }),
]);
export type Told = z.infer<typeof Told>;

/** The workflow events that a watcher hears of. */
export const WATCHED = [GenerationProgressed, GenerationCompleted, GenerationFailed, GenerationCancelled] as const;

/** Whether a run tells no more after this. */
export const isLast = ({ update }: Told): boolean => 'status' in update && update.status !== 'processing';

/** The run that it is told of. */
export const runOf = ({ update }: Told): string => ('voiceId' in update ? update.voiceId : update.generationId);

/** Says how a job is doing in the words of the live feed. */
export function jobUpdateOf(data: DataOf<typeof JobProgressed>, { time: at }: Pick<Received, 'time'>): Told {
  const { generationId, jobId, job, state, progress } = data;
  return { event: `job:${state}`, update: { generationId, jobId, job, state, progress, at } };
}

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

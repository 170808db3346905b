/** How long work is doing. */
import { z } from 'zod';
import { defineEvent } from './define-event.js';

export const JobState = z.enum(['queued', 'started', 'progress', 'completed', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;

/** Emitted by any service with long work. It informs and nothing more: no run waits for it, and one that is lost is not said again. */
export const JobProgressed = defineEvent({
  type: 'job.job_progressed.v1',
  summary: 'A piece of long work was taken in, began, came further or ended.',
  owner: 'any',
  subject: 'jobId',
  unheard: true,
  data: z.object({
    jobId: z.uuid(),
    /** What is done: the name of the handler that does it. */
    job: z.string(),
    generationId: z.string(),
    state: JobState,
    /** 0 to 1, by the work's own account. */
    progress: z.number().min(0).max(1),
    attempt: z.number().int().min(0),
  }),
});

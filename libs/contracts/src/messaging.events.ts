/** What the mesh says of itself. */
import { z } from 'zod';
import { defineEvent } from './define-event.js';

/** Emitted by any service when a message has spent its attempts: whoever waits for that step must not wait longer. */
export const HandlerFaulted = defineEvent({
  type: 'messaging.handler_faulted.v1',
  summary: 'A message has spent its attempts and rests among the dead letters.',
  owner: 'any',
  subject: 'handler',
  data: z.object({
    handler: z.string(),
    service: z.string(),
    queue: z.string(),
    /** `data` is that event's own, so that whoever waits knows which piece of work it was. */
    event: z.object({ id: z.string(), type: z.string(), correlationid: z.string().optional(), data: z.unknown().optional() }),
    error: z.object({ name: z.string(), message: z.string(), code: z.string().optional() }),
    attempts: z.number().int().min(1),
    firstFailedAt: z.iso.datetime(),
  }),
});

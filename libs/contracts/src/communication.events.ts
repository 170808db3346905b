/** What people are told. */
import { z } from 'zod';
import { defineEvent } from './define-event.js';

/** Emitted by real-time-service: how many updates went out, summed over a short window. */
export const RealTimeUpdateSent = defineEvent({
  type: 'communication.real_time_update_sent.v1',
  summary: 'How many live updates went out in a short window.',
  owner: 'real-time-service',
  subject: 'userId',
  unheard: true,
  data: z.object({
    userId: z.string(),
    updateType: z.string(),
    count: z.number().int().min(1),
    deliveryStatus: z.enum(['delivered', 'dropped']),
  }),
});

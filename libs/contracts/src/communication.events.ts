/** What people are told. */
import { z } from 'zod';
import { defineEvent } from './define-event.js';

/** Emitted by notification-service when somebody has been told something by one way, or could not be. */
export const NotificationSent = defineEvent({
  type: 'communication.notification_sent.v1',
  summary: 'Somebody has been told something by one way, or could not be.',
  owner: 'notification-service',
  subject: 'userId',
  data: z.object({
    userId: z.string(),
    /** What about: `film_ready`, `budget_reached`, `generation.completed`, … */
    notificationType: z.string(),
    deliveryMethod: z.enum(['in_app', 'email', 'push', 'webhook']),
    deliveryStatus: z.enum(['delivered', 'failed', 'not_configured']),
    /** Set where it stands in the list of notifications. */
    notificationId: z.uuid().optional(),
  }),
});

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

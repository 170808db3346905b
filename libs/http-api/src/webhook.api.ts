/** Calls to a person's own server, as Standard Webhooks. */
import { z } from 'zod';

/** What an endpoint may be told of. */
export const WebhookEvent = z.enum([
  'generation.started',
  'generation.progressed',
  'generation.completed',
  'generation.failed',
  'generation.cancelled',
  'voice.completed',
  'voice.failed',
  'voice.cancelled',
  'budget.reached',
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

const url = z.string().trim().min(1).max(2_000).describe('https, on the public internet, port 443 or 8443.');
const events = z
  .array(WebhookEvent)
  .min(1)
  .max(WebhookEvent.options.length)
  .transform((chosen) => [...new Set(chosen)]);
const description = z.string().trim().max(200);

export const CreateWebhookRequest = z.strictObject({ url, events, description: description.default('') });
export type CreateWebhookRequest = z.infer<typeof CreateWebhookRequest>;

export const UpdateWebhookRequest = z
  .strictObject({ url, events, description, enabled: z.boolean().describe('True also takes a disabled endpoint into use again.') })
  .partial();
export type UpdateWebhookRequest = z.infer<typeof UpdateWebhookRequest>;

export const WebhookView = z.object({
  webhookId: z.uuid(),
  url: z.string(),
  description: z.string(),
  events: z.array(WebhookEvent),
  enabled: z.boolean(),
  disabledReason: z
    .enum(['asked', 'gone', 'failing'])
    .nullable()
    .describe('`gone`: it answered 410. `failing`: nothing reached it for days.'),
  failingSince: z.string().nullable(),
  createdAt: z.string(),
});
export type WebhookView = z.infer<typeof WebhookView>;

export const WebhookCreated = WebhookView.extend({ secret: z.string().describe('Shown now and never again: whsec_…') });
export const WebhookList = z.object({ webhooks: z.array(WebhookView) });
export const WebhookDeleted = z.object({ webhookId: z.uuid() });

export const RotatedSecret = z.object({
  secret: z.string(),
  previousValidUntil: z.string().nullable().describe('Until then both sign.'),
});

export const WebhookDeliveryView = z.object({
  deliveryId: z.uuid(),
  messageId: z.string().describe('The webhook-id header: the same with every try.'),
  event: z.string(),
  status: z.enum(['waiting', 'sending', 'delivered', 'failed', 'cancelled']),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  answerStatus: z.number().int().nullable(),
  answerText: z.string().nullable().describe('The beginning of the last answer.'),
  error: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type WebhookDeliveryView = z.infer<typeof WebhookDeliveryView>;

export const WebhookErrorClass = z.enum([
  'answer',
  'timeout',
  'connection',
  'name',
  'tls',
  'protocol',
  'address_refused',
  'out_of_use',
  'other',
]);
export type WebhookErrorClass = z.infer<typeof WebhookErrorClass>;

export const WebhookAttemptView = z.object({
  number: z.number().int().describe('Counts on when the delivery is sent again.'),
  at: z.string(),
  durationMs: z.number().int().nullable(),
  result: z
    .enum(['delivered', 'failed', 'under_way', 'unknown'])
    .describe('`unknown`: the sender died before it could write down how it went; it was tried again.'),
  answerStatus: z.number().int().nullable(),
  answerText: z.string().nullable().describe('The beginning of the answer.'),
  errorClass: WebhookErrorClass.nullable().describe(
    '`answer`: it answered, but not with 2xx. `name`: its name was not found. `address_refused`: we do not call there.',
  ),
  error: z.string().nullable(),
});
export type WebhookAttemptView = z.infer<typeof WebhookAttemptView>;

/** A delivery with its last tries, the newest first. */
export const WebhookDeliveryWithLog = WebhookDeliveryView.extend({ log: z.array(WebhookAttemptView) });

export const ListDeliveriesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  status: WebhookDeliveryView.shape.status.optional(),
});
export type ListDeliveriesQuery = z.infer<typeof ListDeliveriesQuery>;
export const WebhookDeliveryPage = z.object({ deliveries: z.array(WebhookDeliveryView), nextCursor: z.string().nullable() });

export const WebhookDeliveryQueued = z.object({ deliveryId: z.uuid() });

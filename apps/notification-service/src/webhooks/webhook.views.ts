import type { RotatedSecret, WebhookAttemptView, WebhookDeliveryView, WebhookView } from '@polyreel/http-api';
import type { z } from 'zod';
import type { AttemptRow } from '../deliveries/attempts.repository.js';
import type { DeliveryRow } from '../deliveries/deliveries.repository.js';
import type { SigningSecret } from './signing-secrets.repository.js';
import type { Webhook } from './webhooks.repository.js';

export const webhookView = ({ id, url, description, events, disabledReason, failingSince, createdAt }: Webhook): WebhookView => ({
  webhookId: id,
  url,
  description,
  events,
  enabled: disabledReason === null,
  disabledReason,
  failingSince: failingSince?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

export const deliveryView = (row: DeliveryRow): WebhookDeliveryView => ({
  deliveryId: row.id,
  messageId: row.messageId,
  event: row.kind,
  status: row.state,
  attempts: row.attempt,
  nextAttemptAt: row.state === 'waiting' ? row.dueAt.toISOString() : null,
  answerStatus: row.answerStatus,
  answerText: row.answerText,
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export const attemptView = ({ number, at, ...how }: AttemptRow): WebhookAttemptView => ({
  number: Number(number),
  at: at.toISOString(),
  ...how,
});

export const secretView = ({ secret, previousUntil }: SigningSecret): z.infer<typeof RotatedSecret> => ({
  secret,
  previousValidUntil: previousUntil?.toISOString() ?? null,
});

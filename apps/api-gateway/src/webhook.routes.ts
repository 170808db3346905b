import {
  CreateWebhookRequest,
  ListDeliveriesQuery,
  RotatedSecret,
  UpdateWebhookRequest,
  WebhookCreated,
  WebhookDeleted,
  WebhookDeliveryPage,
  WebhookDeliveryQueued,
  WebhookDeliveryWithLog,
  WebhookList,
  WebhookView,
} from '@polyreel/http-api';
import type { Route } from './public.routes.js';

const writing = { service: 'notification-service', tag: 'webhooks', scope: 'webhooks:write' } as const;
const reading = { ...writing, scope: 'webhooks:read' } as const;
const one = '/webhooks/{id}';

/** Calls to a person's own server: where to, what for, how they went. */
export const webhookRoutes: readonly Route[] = [
  { ...reading, method: 'GET', path: '/webhooks', summary: 'Your endpoints.', status: 200, data: WebhookList },
  {
    ...writing,
    method: 'POST',
    path: '/webhooks',
    summary: 'Be told at an address of yours, signed as Standard Webhooks. The secret is shown once.',
    body: CreateWebhookRequest,
    status: 201,
    data: WebhookCreated,
  },
  {
    ...writing,
    method: 'GET',
    path: '/webhooks/signing-secret',
    summary: 'The secret that signs what goes to the webhookUrl of a single generation.',
    status: 200,
    data: RotatedSecret,
  },
  {
    ...writing,
    method: 'POST',
    path: '/webhooks/signing-secret/rotate',
    summary: 'A new one. The old one signs beside it for a day.',
    status: 200,
    data: RotatedSecret,
  },
  { ...reading, method: 'GET', path: one, summary: 'One endpoint.', status: 200, data: WebhookView },
  {
    ...writing,
    method: 'PATCH',
    path: one,
    summary: 'Change an endpoint, or take one that was disabled into use again.',
    body: UpdateWebhookRequest,
    status: 200,
    data: WebhookView,
  },
  { ...writing, method: 'DELETE', path: one, summary: 'Remove an endpoint and its log.', status: 200, data: WebhookDeleted },
  {
    ...writing,
    method: 'POST',
    path: `${one}/rotate-secret`,
    summary: 'A new secret, shown once. The old one signs beside it for a day.',
    status: 200,
    data: RotatedSecret,
  },
  {
    ...writing,
    method: 'POST',
    path: `${one}/test`,
    summary: 'Send webhook.test to an endpoint; the log says how it went.',
    status: 202,
    data: WebhookDeliveryQueued,
  },
  {
    ...reading,
    method: 'GET',
    path: `${one}/deliveries`,
    summary: 'What was sent to an endpoint and how it answered, newest first.',
    query: ListDeliveriesQuery,
    status: 200,
    data: WebhookDeliveryPage,
  },
  {
    ...reading,
    method: 'GET',
    path: `${one}/deliveries/{deliveryId}`,
    summary: 'One delivery and the log of its last 20 tries, newest first.',
    status: 200,
    data: WebhookDeliveryWithLog,
  },
  {
    ...writing,
    method: 'POST',
    path: `${one}/deliveries/{deliveryId}/redeliver`,
    summary: 'Send it again under the same webhook-id.',
    status: 202,
    data: WebhookDeliveryQueued,
  },
];

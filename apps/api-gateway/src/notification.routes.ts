import {
  ListNotificationsQuery,
  NotificationPage,
  NotificationPreferences,
  NotificationPreferencesRequest,
  PushKey,
  PushSubscribed,
  PushSubscriptionRequest,
  ReadCount,
  ReadRequest,
} from '@polyreel/http-api';
import type { Route } from './public.routes.js';

const writing = { service: 'notification-service', tag: 'notifications', scope: 'account:write' } as const;
const reading = { ...writing, scope: 'account:read' } as const;

/** What a person is told, and how they want to be told. */
export const notificationRoutes: readonly Route[] = [
  {
    ...reading,
    method: 'GET',
    path: '/notifications',
    summary: 'What you were told, newest first, and how it reached you.',
    query: ListNotificationsQuery,
    status: 200,
    data: NotificationPage,
  },
  {
    ...writing,
    method: 'POST',
    path: '/notifications/read',
    summary: 'Mark some as read, or all.',
    body: ReadRequest,
    status: 200,
    data: ReadCount,
  },
  {
    ...reading,
    method: 'GET',
    path: '/notifications/preferences',
    summary: 'What you are told by e-mail and by push.',
    status: 200,
    data: NotificationPreferences,
  },
  {
    ...writing,
    method: 'PUT',
    path: '/notifications/preferences',
    summary: 'Switch ways on or off, kind by kind; what you leave out stays.',
    body: NotificationPreferencesRequest,
    status: 200,
    data: NotificationPreferences,
  },
  {
    ...reading,
    method: 'GET',
    path: '/notifications/push-key',
    summary: 'The key to subscribe a browser with.',
    status: 200,
    data: PushKey,
  },
  {
    ...writing,
    method: 'POST',
    path: '/notifications/push-subscriptions',
    summary: 'Be told in a browser. A browser that was subscribed before is taken over.',
    body: PushSubscriptionRequest,
    status: 201,
    data: PushSubscribed,
  },
  {
    ...writing,
    method: 'DELETE',
    path: '/notifications/push-subscriptions/{id}',
    summary: 'No more of it in that browser.',
    status: 200,
    data: PushSubscribed,
  },
];

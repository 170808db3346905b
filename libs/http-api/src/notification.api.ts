/** What people are told, by which ways, and what of it they want. */
import { z } from 'zod';

/** What the list of notifications holds. */
export const NotificationKind = z.enum([
  'welcome',
  'film_ready',
  'film_failed',
  'voice_ready',
  'voice_failed',
  'budget_reached',
  'webhook_disabled',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const NotificationView = z.object({
  notificationId: z.uuid(),
  kind: NotificationKind,
  title: z.string(),
  text: z.string(),
  generationId: z.uuid().nullable(),
  voiceId: z.uuid().nullable(),
  createdAt: z.string(),
  readAt: z.string().nullable(),
  deliveries: z
    .array(
      z.object({
        method: z.enum(['email', 'push']),
        status: z.enum(['waiting', 'sending', 'delivered', 'failed', 'not_configured', 'cancelled']),
        attempts: z.number().int(),
        error: z.string().nullable(),
      }),
    )
    .describe('How it went out beside this list.'),
});
export type NotificationView = z.infer<typeof NotificationView>;

export const ListNotificationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  unread: z.stringbool().default(false).describe('Only those that were not read yet.'),
});
export type ListNotificationsQuery = z.infer<typeof ListNotificationsQuery>;
export const NotificationPage = z.object({
  notifications: z.array(NotificationView),
  unread: z.number().int(),
  nextCursor: z.string().nullable(),
});

/** Which to mark as read. */
export const ReadRequest = z.union([
  z.strictObject({ notificationIds: z.array(z.uuid()).min(1).max(100) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type ReadRequest = z.infer<typeof ReadRequest>;
export const ReadCount = z.object({ read: z.number().int() });

/** What people may switch. Letters that an account cannot do without (a link, a farewell) and the welcome are not among it. */
export const SwitchableKind = NotificationKind.exclude(['welcome']);
export type SwitchableKind = z.infer<typeof SwitchableKind>;
export const Preference = z.object({ kind: SwitchableKind, email: z.boolean(), push: z.boolean() });
export type Preference = z.infer<typeof Preference>;
export const NotificationPreferences = z.object({ preferences: z.array(Preference) });
export const NotificationPreferencesRequest = z.strictObject({
  preferences: z.array(z.strictObject({ kind: SwitchableKind, email: z.boolean().optional(), push: z.boolean().optional() })).max(20),
});
export type NotificationPreferencesRequest = z.infer<typeof NotificationPreferencesRequest>;

const base64url = (bytes: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}=*$`));

/** As a browser's PushSubscription says it of itself. */
export const PushSubscriptionRequest = z.strictObject({
  endpoint: z.string().min(1).max(2_000),
  expirationTime: z.number().nullish(),
  keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
});
export type PushSubscriptionRequest = z.infer<typeof PushSubscriptionRequest>;
export const PushSubscribed = z.object({ subscriptionId: z.uuid() });
export const PushKey = z.object({
  publicKey: z.string().nullable().describe('For pushManager.subscribe; null where web push is not set up.'),
});

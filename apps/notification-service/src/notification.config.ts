import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

const address = z.string().regex(/^[^\r\n]+@[^\r\n]+$/, 'is no e-mail address');

export class NotificationConfig extends configFrom(
  z
    .object({
      /** Where people reach the API: base of links in webhooks. */
      PUBLIC_URL: z.url().default('http://127.0.0.1:8000'),
      /** Where people reach the studio; letters about a film link to it. Unset: they have no link. */
      STUDIO_URL: z.url().optional(),
      /** smtp://user:password@host:587 or smtps://…:465 */
      SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
      SENDGRID_API_KEY: z.string().min(1).optional(),
      /** Elsewhere for tests and for SendGrid's EU region. */
      SENDGRID_URL: z.url().default('https://api.sendgrid.com'),
      /** `Polyreel <films@example.com>` */
      MAIL_FROM: address.optional(),
      /** For development: where letters are laid that have no other way to go. */
      MAIL_DIR: z.string().min(1).optional(),
      /** For web push (RFC 8292): a P-256 key pair in base64url, and how a push service reaches whoever runs this. */
      VAPID_PUBLIC_KEY: z.string().length(87).optional(),
      VAPID_PRIVATE_KEY: z.string().length(43).optional(),
      VAPID_SUBJECT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
    })
    .refine((own) => !(own.SMTP_URL || own.SENDGRID_API_KEY) || own.MAIL_FROM, {
      path: ['MAIL_FROM'],
      message: 'is needed to send e-mail',
    })
    .refine((own) => !(own.SMTP_URL && own.SENDGRID_API_KEY), { path: ['SENDGRID_API_KEY'], message: 'stands beside SMTP_URL: choose one' })
    .refine((own) => [own.VAPID_PUBLIC_KEY, own.VAPID_PRIVATE_KEY, own.VAPID_SUBJECT].filter(Boolean).length % 3 === 0, {
      path: ['VAPID_PUBLIC_KEY'],
      message: 'web push needs VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY and VAPID_SUBJECT, or none of them',
    }),
) {}

import { AppError, Neighbours } from '@polyreel/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import { Courier } from '../deliveries/courier.port.js';
import type { LeasedDelivery, Outcome } from '../deliveries/delivery.types.js';
import { LetterKind, LetterValues } from '../letters/letter.kind.js';
import { writeLetter } from '../letters/letter.writer.js';
import { NotificationConfig } from '../notification.config.js';
import { People } from '../people.repository.js';
import type { About } from '../run.story.js';
import { LaidDownTransport } from './laid-down.transport.js';
import type { MailTransport } from './mail.transport.js';
import { SendGridTransport } from './sendgrid.transport.js';
import { SmtpTransport } from './smtp.transport.js';

/** What stands in the row: either the letter itself, or where to ask for one whose link is a secret. */
const Content = z.union([
  z.object({ letterId: z.uuid() }),
  z.object({ letter: LetterKind, values: LetterValues, generationId: z.uuid().optional(), voiceId: z.uuid().optional() }),
]);
export type MailContent = z.infer<typeof Content>;

/** As auth-service answers GET /letters/{letterId}. */
const SignedLetter = z.object({
  to: z.email(),
  locale: z.string(),
  kind: z.enum(['verify_email', 'reset_password']),
  link: z.url(),
  validUntil: z.iso.datetime(),
});

interface Addressed {
  to: string;
  locale: string;
  kind: LetterKind;
  values: LetterValues;
  link?: string;
}

/** Carries letters: written in the reader's language at the moment at which they go. */
@Injectable()
export class MailCourier extends Courier implements OnApplicationShutdown {
  readonly method = 'email';
  private readonly transport: MailTransport;

  constructor(
    private readonly config: NotificationConfig,
    private readonly people: People,
    private readonly neighbours: Neighbours,
  ) {
    super();
    this.transport = transportOf(config);
  }

  async carry(delivery: LeasedDelivery): Promise<Outcome> {
    const letter = await this.addressed(delivery);
    if (typeof letter === 'string') return { kind: 'failed', final: true, error: letter };
    const { to, locale, kind, values, link } = letter;
    return this.transport.send({ messageId: delivery.id, to, ...writeLetter(kind, locale, values, link) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }

  /** The letter with its address, or why there is none any more. */
  private async addressed({ userId, content }: LeasedDelivery): Promise<Addressed | string> {
    const said = Content.parse(JSON.parse(content));
    if ('letterId' in said) return this.signed(said.letterId);
    const { letter: kind, values } = said;
    const { email, locale } = (await this.people.departed(userId)) ?? (await this.people.one(userId));
    if (!email) return 'no address is confirmed';
    return { to: email, locale, kind, values, link: this.pageOf(said) };
  }

  /** Where the studio shows the run that a letter is about. */
  private pageOf({ generationId, voiceId }: About): string | undefined {
    const { STUDIO_URL } = this.config;
    const page = generationId ? `generations/${generationId}` : voiceId && `voices/${voiceId}`;
    return STUDIO_URL && page ? new URL(page, `${STUDIO_URL.replace(/\/$/, '')}/`).href : undefined;
  }

  private async signed(letterId: string): Promise<Addressed | string> {
    try {
      const question = { service: 'auth-service', path: `/letters/${letterId}`, data: SignedLetter };
      const { to, locale, kind, link, validUntil } = await this.neighbours.ask(question);
      if (Date.parse(validUntil) <= Date.now()) return 'its link has lapsed';
      return { to, locale, kind, link, values: { until: validUntil } };
    } catch (error) {
      if (error instanceof AppError && [404, 410].includes(error.statusCode)) return 'nobody needs it any more';
      throw error;
    }
  }
}

function transportOf({ SMTP_URL, SENDGRID_API_KEY, SENDGRID_URL, MAIL_FROM, MAIL_DIR }: NotificationConfig): MailTransport {
  if (SMTP_URL) return new SmtpTransport(SMTP_URL, MAIL_FROM!);
  if (SENDGRID_API_KEY) return new SendGridTransport(SENDGRID_URL, SENDGRID_API_KEY, MAIL_FROM!);
  return new LaidDownTransport(MAIL_DIR);
}

import type { Outcome } from '../deliveries/delivery.types.js';

/** An e-mail, before it is bytes. */
export interface Mail {
  /** The same with every try: a receiver's program may tell a second copy by it. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
}

/** One way in which e-mail leaves. */
export abstract class MailTransport {
  abstract send(mail: Mail): Promise<Outcome>;

  /** Lets go of what it holds open. */
  async close(): Promise<void> {}
}
